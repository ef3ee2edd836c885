import { execFile } from "node:child_process";
import { join } from "node:path";
import type { Breach, Check } from "./breach.ts";
import type { SourceTree } from "./tree.ts";

const OXLINT = join(import.meta.dirname, "../../../node_modules/oxlint/bin/oxlint");

const CODE = /\.(tsx?|mjs|cjs)$/;

/** What to do instead, for the rules that come with oxlint; our own rules say it in their message. */
const instead: Readonly<Record<string, string>> = {
  "no-warning-comments": "Do it, or write it down as an issue; the tree holds no promises.",
  eqeqeq: "Compare with === and !==.",
  "prefer-const": "Say const; what changes is rare and should show.",
  "no-unused-vars": "Take out what nobody uses.",
  "typescript/no-explicit-any": "Say what it is; unknown and a schema (lib/wire) when it comes from outside.",
  "typescript/ban-ts-comment": "Fix the types; a check is not silenced.",
  "typescript/no-floating-promises": "Await it, or hand its failure on with catch; void says that none is expected.",
  "typescript/no-misused-promises": "Give a function that returns nothing, and deal with the promise inside it.",
  "react-hooks/rules-of-hooks": "Call hooks at the top of a component or of another hook.",
  "react-hooks/exhaustive-deps":
    "Name what the effect reads; useEffectEvent is for what it reads without following it.",
};

/** What oxlint says of one place. A syntax error has no code. */
type LintMessage = {
  readonly code?: string;
  readonly message: string;
  readonly filename: string;
  readonly labels: readonly { readonly span: { readonly line: number } }[];
};
type LintReport = { readonly diagnostics: readonly LintMessage[]; readonly number_of_files: number };

/** oxlint over the tree, with its settings (oxlint.config.ts). A comment that silences a rule is a breach itself. */
export const lint: Check = async (tree) => {
  const changed = tree.changed?.filter((file) => CODE.test(file));
  if (changed?.length === 0) return { breaches: [], seen: "no changed file" };
  const { diagnostics, number_of_files } = await answerOf(tree.root, changed);
  return { breaches: [...diagnostics.map(breachOf), ...silenced(tree)], seen: `${number_of_files} files` };
};

/** With one thread oxlint reads each type once, and needs half the CPU time. */
function answerOf(root: string, files: readonly string[] = []): Promise<LintReport> {
  const words = [OXLINT, "--disable-nested-config", "--threads=1", "--format=json", ...files];
  const env = { ...process.env, GOMAXPROCS: "1", GOGC: "400" };
  return new Promise((done, fail) => {
    execFile(process.execPath, words, { cwd: root, env, maxBuffer: 1 << 26 }, (_failed, stdout, stderr) => {
      if (stdout.startsWith("{")) done(JSON.parse(stdout) as LintReport);
      else fail(new Error(`oxlint did not run: ${stdout}${stderr}`));
    });
  });
}

function breachOf({ code, message, filename, labels }: LintMessage): Breach {
  const [, plugin, name = ""] = /^(.+)\((.+)\)$/.exec(code ?? "") ?? [];
  const rule = code === undefined ? "parses" : plugin === "eslint" ? name : `${plugin}/${name}`;
  const [wrong = "", ours] = message.split(" → ");
  const advice =
    plugin === "jsx-a11y"
      ? "Make it usable with a keyboard and a screen reader (docs/look-and-wording.md#accessibility)."
      : "Fix the syntax.";
  return {
    rule,
    file: filename.replaceAll("\\", "/"),
    line: labels[0]?.span.line ?? 1,
    wrong,
    instead: ours ?? instead[rule] ?? advice,
  };
}

const silenced = (tree: SourceTree): Breach[] =>
  tree.files
    .filter((file) => CODE.test(file))
    .flatMap((file) =>
      [...tree.textOf(file).matchAll(/\/[/*][\s*]*(?:eslint|oxlint)-(?:dis|en)able/g)].map(({ index }) => ({
        rule: "no-silencing",
        file,
        line: tree.textOf(file).slice(0, index).split("\n").length,
        wrong: "A comment switches a rule off or on.",
        instead: "Fix what the rule says; a rule is not switched off in place.",
      })),
    );
