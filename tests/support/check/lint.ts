import { join, relative } from "node:path";
import { ESLint } from "eslint";
import type { Check } from "./breach.ts";

const CONFIGURATION = join(import.meta.dirname, "../../../eslint.config.mjs");

/** Where the code should go, for the rules that come with the linter; ours say it themselves. */
const instead: Readonly<Record<string, string>> = {
  "no-warning-comments": "Do it, or write it down as an issue; the tree holds no promises.",
  eqeqeq: "Compare with === and !==.",
  "prefer-const": "Say const; what changes is rare and should show.",
  "@typescript-eslint/no-explicit-any": "Say what it is; unknown and a schema (lib/wire) when it comes from outside.",
  "@typescript-eslint/ban-ts-comment": "Mend the types; a check is not silenced.",
  "@typescript-eslint/no-unused-vars": "Take out what nobody uses.",
};

/** ESLint over the tree (eslint.config.mjs). Comments that silence a rule have no effect and are breaches themselves. */
export const lint: Check = async (house) => {
  const eslint = new ESLint({ cwd: house.root, overrideConfigFile: CONFIGURATION, errorOnUnmatchedPattern: false });
  const results = await eslint.lintFiles(["."]);
  const breaches = results.flatMap(({ filePath, messages }) =>
    messages.map(({ ruleId, line, message }) => {
      const [wrong = "", ours] = message.split(" → ");
      const rule = ruleId ?? (/eslint|inline config/.test(message) ? "no-silencing" : "parses");
      return {
        rule,
        file: relative(house.root, filePath).replaceAll("\\", "/"),
        line,
        wrong,
        instead:
          ours ??
          instead[rule] ??
          (rule === "no-silencing"
            ? "Mend what the rule says; a rule is not switched off in place."
            : "Mend the syntax."),
      };
    }),
  );
  return { breaches, seen: `${results.length} files` };
};
