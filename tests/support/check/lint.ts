import { join, relative } from "node:path";
import { ESLint, type Linter } from "eslint";
import type { Check } from "./breach.ts";
import { programOf } from "./program.ts";

const CONFIGURATION = join(import.meta.dirname, "../../../eslint.config.mjs");

/** What to do instead, for the rules that come with a package; our own rules say it in their message. */
const instead: Readonly<Record<string, string>> = {
  "no-warning-comments": "Do it, or write it down as an issue; the tree holds no promises.",
  eqeqeq: "Compare with === and !==.",
  "prefer-const": "Say const; what changes is rare and should show.",
  "@typescript-eslint/no-explicit-any": "Say what it is; unknown and a schema (lib/wire) when it comes from outside.",
  "@typescript-eslint/ban-ts-comment": "Fix the types; a check is not silenced.",
  "@typescript-eslint/no-unused-vars": "Take out what nobody uses.",
  "@typescript-eslint/no-floating-promises":
    "Await it, or hand its failure on with catch; void says that none is expected.",
  "@typescript-eslint/no-misused-promises":
    "Give a function that returns nothing, and deal with the promise inside it.",
  "react-hooks/rules-of-hooks": "Call hooks at the top of a component or of another hook.",
  "react-hooks/exhaustive-deps":
    "Name what the effect reads; useEffectEvent is for what it reads without following it.",
};

const TYPED_RULES = ["@typescript-eslint/no-floating-promises", "@typescript-eslint/no-misused-promises"];

/** The typed rules read the program of the compiler's check; a planted tree without tsconfig.json goes without them. */
function typed(root: string): Linter.Config {
  const program = programOf(root);
  return {
    files: ["**/*.{ts,tsx}"],
    languageOptions: { parserOptions: { projectService: false, ...(program && { programs: [program] }) } },
    ...(program ? {} : { rules: Object.fromEntries(TYPED_RULES.map((rule) => [rule, "off"])) }),
  };
}

/** ESLint over the tree (eslint.config.mjs). Comments that silence a rule have no effect and are breaches themselves. */
export const lint: Check = async (tree) => {
  const eslint = new ESLint({
    cwd: tree.root,
    overrideConfigFile: CONFIGURATION,
    overrideConfig: typed(tree.root),
    errorOnUnmatchedPattern: false,
  });
  const results = await eslint.lintFiles(["."]);
  const breaches = results.flatMap(({ filePath, messages }) =>
    messages.map(({ ruleId, line, message }) => {
      const [wrong = "", ours] = message.split(" → ");
      const rule = ruleId ?? (/eslint|inline config/.test(message) ? "no-silencing" : "parses");
      return {
        rule,
        file: relative(tree.root, filePath).replaceAll("\\", "/"),
        line,
        wrong,
        instead:
          ours ??
          instead[rule] ??
          (rule.startsWith("jsx-a11y-x/")
            ? "Make it usable with a keyboard and a screen reader (docs/look-and-wording.md#accessibility)."
            : undefined) ??
          (rule === "no-silencing"
            ? "Fix what the rule says; a rule is not switched off in place."
            : "Fix the syntax."),
      };
    }),
  );
  return { breaches, seen: `${results.length} files` };
};
