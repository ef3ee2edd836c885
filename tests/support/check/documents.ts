import { existsSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import type { Breach, Check } from "./breach.ts";
import type { SourceTree } from "./tree.ts";

const IN_CODE =
  /`(?<path>(?:lib|app|components|prisma|tests|messages|docs|public|bench|i18n|scripts)\/[^`\s<>…*#]*)(?:#[^`]*)?`/g;
const IN_LINK = /\]\((?<path>[^)\s#:]+)\)/g;

/** What a page for developers names is there: a guide that leads nowhere is worse than none. */
export const documents: Check = async (tree) => {
  const pages = tree.files.filter((file) => file.endsWith(".md"));
  return { breaches: pages.flatMap((page) => lostIn(tree, page)), seen: `${pages.length} pages` };
};

function lostIn(tree: SourceTree, page: string): Breach[] {
  return tree
    .textOf(page)
    .split("\n")
    .flatMap((text, index) => {
      const named = [
        ...[...text.matchAll(IN_CODE)].map(({ groups }) => groups?.["path"] ?? ""),
        ...[...text.matchAll(IN_LINK)].map(({ groups }) => normalize(join(dirname(page), groups?.["path"] ?? ""))),
      ];
      return named
        .filter((path) => !existsSync(join(tree.root, path)))
        .map((path) => ({
          rule: "documents-name-what-is-there",
          file: page,
          line: index + 1,
          wrong: `“${path}” does not exist.`,
          instead: "Name the file as it is called now, or take the sentence out.",
        }));
    });
}
