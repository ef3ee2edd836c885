import type { Breach } from "#tests/support/check/breach.ts";
import { breachesIn, type Tree } from "#tests/support/planted-tree.ts";

/** Written apart, so that the check does not read this file's plants as references of its own. */
const docs = (rest: string): string => `docs${"/"}${rest}`;
const outside = (...parts: readonly string[]): string => parts.join("");

const clean: Tree = {
  "docs/line.md":
    "# The line\n\n## Order of the line\n\n## Numbers\n\n## Numbers\n\n## L’ordre, « autrement » `code`\n\nSee [above](#numbers-1).\n",
  "docs/decisions/checks.md":
    "# Layers\n\n[The order](../line.md#order-of-the-line), [accents](../line.md#lordre--autrement--code)\n",
  "lib/queue/order.ts": `// ${docs("line.md")}#order-of-the-line, ${docs("line.md")}#numbers and ${docs("decisions/checks.md")}.\n`,
  "prisma/migrations/1_line/migration.sql": `-- (${outside("DES", "IGN")}, Time)\n`,
};
const planted: Record<string, readonly [rule: string, tree: Tree]> = {
  "a page that does not exist": ["reference-exists", { "lib/queue/order.ts": `\n// ${docs("nowhere.md")}\n` }],
  "a heading that does not exist": ["reference-exists", { "lib/queue/order.ts": `\n// ${docs("line.md")}#late\n` }],
  "a third heading of a name that stands twice": [
    "reference-exists",
    { "tests/lib/order.test.ts": `\n// ${docs("line.md")}#numbers-2\n` },
  ],
  "a record that does not exist": ["reference-exists", { "messages/fr.json": `\n"${docs("decisions/nowhere.md")}"\n` }],
  "a link to a page that does not exist": ["reference-exists", { "docs/decisions/checks.md": "\n[it](../order.md)\n" }],
  "a link to a heading that does not exist": [
    "reference-exists",
    { "docs/decisions/checks.md": "\n[it](../line.md#late)\n" },
  ],
  "a link to a heading of its own page": ["reference-exists", { "docs/decisions/checks.md": "\n[it](#late)\n" }],
  "the design": ["reference-outside", { "lib/queue/order.ts": `\n// (${outside("DES", "IGN")}, Order of the line)\n` }],
  "the contract": [
    "reference-outside",
    { "tests/lib/order.test.ts": `\n// ${outside("CON", "TRACT")} 5, history 3\n` },
  ],
  "a document of another folder": [
    "reference-outside",
    { "lib/queue/order.ts": `\n// see ${outside("queue", ".md")}, 3.2\n` },
  ],
  "a folder beside the repository": [
    "reference-outside",
    { "README.md": `\nSee ${outside("..", "/shared")}/pictures.\n` },
  ],
  "a reference without a name": [
    "reference-outside",
    { "lib/queue/order.ts": `\n// ${outside("(refer", "ence")}, security)\n` },
  ],
};
let found: Record<string, readonly Breach[]>;

beforeAll(async () => {
  found = await breachesIn<string>("references", clean, {
    clean: {},
    ...Object.fromEntries(Object.entries(planted).map(([title, [, tree]]) => [title, tree])),
  });
}, 60_000);

test("pages, headings and records that exist are in order, and so are landed migrations", () =>
  expect(found["clean"]).toEqual([]));

test.each(Object.entries(planted))("%s is seen, at its line", (title, [rule, tree]) => {
  expect(found[title]).toEqual([
    expect.objectContaining({ rule, file: Object.keys(tree)[0], line: 2, instead: expect.stringMatching(/.{20}/) }),
  ]);
});
