import { dirname, join, normalize } from "node:path";
import type { Breach, Check } from "./breach.ts";
import type { SourceTree } from "./tree.ts";

/** Texts of others, and landed migrations, which their checksums keep as they are. */
const EXEMPT = /^(?:LICENSE|package-lock\.json|public\/|prisma\/migrations\/[^/]+\/|docs\/spoken\/)/;

const IN_TEXT = /(?<![\w/])(?<path>docs\/[\w./-]+\.md)(?:#(?<section>[\p{L}\p{N}_-]+))?/gu;
const IN_LINK = /\]\((?<path>[^)\s#:]+\.md)?(?:#(?<section>[^)\s]+))?\)/g;
/** Documents that were kept beside the repository. The brackets keep this line from matching itself. */
const OUTSIDE =
  /\b(?:DESIG[N]|CONTRAC[T]|RECIPE[S])\b|(?<![\w/-])(?:queue|domain|security)[.]md\b|\.\.\/share[d]\b|\(referenc[e]\b/;

type Reference = { readonly file: string; readonly section?: string | undefined };

/** Every reference to a document names a file and a heading of this repository, and none leads outside it. */
export const references: Check = async (tree) => {
  const sections = new Map<string, ReadonlySet<string>>();
  const sectionsOf = (page: string): ReadonlySet<string> => {
    if (!sections.has(page)) sections.set(page, slugsIn(tree.textOf(page)));
    return sections.get(page) ?? new Set();
  };
  const files = tree.files.filter((file) => !EXEMPT.test(file));
  return {
    breaches: files.flatMap((file) => [...lost(tree, file, sectionsOf), ...outside(file, tree.textOf(file))]),
    seen: `${files.length} files`,
  };
};

function lost(tree: SourceTree, file: string, sectionsOf: (page: string) => ReadonlySet<string>): Breach[] {
  return tree
    .textOf(file)
    .split("\n")
    .flatMap((text, index) =>
      referencesIn(file, text).flatMap(({ file: page, section }) => {
        const wrong = !tree.files.includes(page)
          ? `${page} does not exist.`
          : section !== undefined && !sectionsOf(page).has(section)
            ? `${page} has no heading #${section}.`
            : undefined;
        const instead = "Name the file and heading as they are called now (heading: small letters, hyphens).";
        return wrong === undefined ? [] : [{ rule: "reference-exists", file, line: index + 1, wrong, instead }];
      }),
    );
}

function referencesIn(file: string, text: string): readonly Reference[] {
  const links = file.endsWith(".md") ? [...text.matchAll(IN_LINK)] : [];
  return [
    ...[...text.matchAll(IN_TEXT)].map(({ groups }) => ({
      file: groups?.["path"] ?? "",
      section: groups?.["section"],
    })),
    ...links.flatMap(({ groups }) => {
      const path = groups?.["path"];
      const page = path === undefined ? file : normalize(join(dirname(file), path)).replaceAll("\\", "/");
      return path === undefined && groups?.["section"] === undefined
        ? []
        : [{ file: page, section: groups?.["section"] }];
    }),
  ];
}

function outside(file: string, text: string): Breach[] {
  return text.split("\n").flatMap((line, index) => {
    const name = OUTSIDE.exec(line)?.[0];
    if (name === undefined) return [];
    const wrong = `“${name}” names a document outside the repository.`;
    const instead = "Name the section of docs/ that holds it: docs/line.md#order-of-the-line, for example.";
    return [{ rule: "reference-outside", file, line: index + 1, wrong, instead }];
  });
}

/**
 * The anchors that a code host gives to the headings of a page: small letters, hyphens, a number when one is repeated.
 */
function slugsIn(page: string): ReadonlySet<string> {
  const slugs = new Set<string>();
  for (const [, heading = ""] of page.matchAll(/^#{1,6}\s+(.+?)\s*#*$/gmu)) {
    const slug = heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(" ", "-");
    let unique = slug;
    for (let count = 1; slugs.has(unique); count += 1) unique = `${slug}-${count}`;
    slugs.add(unique);
  }
  return slugs;
}
