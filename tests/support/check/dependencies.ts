import { createRequire } from "node:module";
import { join } from "node:path";
import { cruise, type ICruiseResult, type IModule, type IViolation } from "dependency-cruiser";
import extractDepcruiseOptions from "dependency-cruiser/config-utl/extract-depcruise-options";
import ts from "typescript";
import type { Breach, Check } from "./breach.ts";
import type { SourceTree } from "./tree.ts";

const CONFIGURATION = join(import.meta.dirname, "../../../.dependency-cruiser.cjs");
const comments = (createRequire(import.meta.url)(CONFIGURATION) as { forbidden: { name: string; comment: string }[] })
  .forbidden;

/** dependency-cruiser over the whole tree, type imports included. A run that saw no import is a breach itself. */
export const dependencies: Check = async (tree) => {
  const options = await extractDepcruiseOptions(CONFIGURATION);
  const roots = tree.files
    .map((file) => file.split("/")[0] ?? "")
    .filter((top, index, all) => all.indexOf(top) === index);
  const result = await cruise(
    roots.filter(
      (top) => /^(app|components|lib|prisma|tests|bench)$|\.(ts|mjs|cjs)$/.test(top) && top !== "next-env.d.ts",
    ),
    { ...options, baseDir: tree.root, validate: true },
  );
  const seen = result.output;
  if (typeof seen === "string") throw new Error("dependency-cruiser answered with text instead of a result.");
  return {
    breaches: [...sawNothing(seen), ...seen.summary.violations.map((violation) => breachOf(tree, violation))],
    seen: figures(seen),
  };
};

/** Under a TypeScript that it cannot load (7 for now), dependency-cruiser finds no import and reports success. */
function sawNothing({ modules }: ICruiseResult): Breach[] {
  const imports = written(modules).reduce((sum, module) => sum + module.dependencies.length, 0);
  if (imports > 0 && ts.version.startsWith("6.")) return [];
  return [
    {
      rule: "imports-were-seen",
      file: ".dependency-cruiser.cjs",
      line: 1,
      wrong: `${imports} imports of TypeScript files were seen, under TypeScript ${ts.version}.`,
      instead: "Keep TypeScript 6 until dependency-cruiser reads 7: under 7 it silently checks nothing.",
    },
  ];
}

const written = (modules: readonly IModule[]): IModule[] =>
  modules.filter(({ source }) => /\.tsx?$/.test(source) && !source.includes("node_modules"));

const figures = ({ modules, summary }: ICruiseResult): string =>
  `${written(modules).length} modules, ${summary.totalDependenciesCruised ?? 0} imports`;

function breachOf(tree: SourceTree, { from, to, unresolvedTo, rule, cycle }: IViolation): Breach {
  const asWritten = unresolvedTo ?? to;
  const wrong = cycle
    ? `${from} → ${cycle.map(({ name }) => name).join(" → ")} is a circle.`
    : `${from} imports ${asWritten}.`;
  return {
    rule: rule.name,
    file: from,
    line: lineOf(tree, from, asWritten),
    wrong,
    instead: comments.find(({ name }) => name === rule.name)?.comment ?? "",
  };
}

function lineOf(tree: SourceTree, file: string, specifier: string): number {
  const line = tree
    .textOf(file)
    .split("\n")
    .findIndex((text) => text.includes(`"${specifier}"`) || text.includes(`'${specifier}'`));
  return Math.max(line, 0) + 1;
}
