import { posix } from "node:path";
import { isTeamPage } from "#i18n/team-pages.ts";
import type { Breach } from "#tests/support/check/breach.ts";
import type { SourceTree } from "#tests/support/check/tree.ts";
import type { Message } from "./catalogue.ts";

const PAGE = /^app\/\[locale\]\/(?:.*\/)?(?:page|layout|error|not-found)\.tsx$/u;
const IMPORTS = /^(?:import|export)\s(?!type\b)[^;"]*"(?<path>[#.][^"]+)";/gmu;
const NAMESPACES = /\b(?:use|get)Translations\((?:\{[^}]*\bnamespace: )?"(?<namespace>[\w.]+)"/gu;

/**
 * Sentences of the team that a page in four languages names, itself or by what it imports: its readers in Arabic and
 * Turkish have none.
 */
export function teamWords(team: readonly Message[], tree: SourceTree): Breach[] {
  const namespaces = new Set(team.map(({ key }) => key.split(".")[0]));
  const reached = new Set(tree.files.filter((file) => PAGE.test(file) && !isTeamPage(addressOf(file))));
  for (const file of reached) for (const imported of importsOf(file, tree)) reached.add(imported);
  return [...reached].flatMap((file) =>
    [...tree.textOf(file).matchAll(NAMESPACES)]
      .filter(({ groups }) => namespaces.has(groups?.["namespace"]?.split(".")[0]))
      .map(({ groups, index }) => ({
        rule: "message-of-team",
        file,
        line: tree.textOf(file).slice(0, index).split("\n").length,
        wrong: `“${groups?.["namespace"]}” is of the team, and a page in four languages shows this.`,
        instead: "Move the sentence to a namespace of messages/fr.json, in four languages.",
      })),
  );
}

/** The address of a page, with its parameters as its folders are named. */
const addressOf = (file: string): string =>
  file
    .replace(/^app\/\[locale\]/u, "")
    .replace(/\/[^/]+$/u, "")
    .replace(/\/\(\w+\)/gu, "");

const importsOf = (file: string, tree: SourceTree): string[] =>
  [...tree.textOf(file).matchAll(IMPORTS)]
    .map(({ groups }) => groups?.["path"] ?? "")
    .map((path) => (path.startsWith("#") ? path.slice(1) : posix.join(posix.dirname(file), path)))
    .filter((path) => /\.tsx?$/u.test(path) && tree.files.includes(path));
