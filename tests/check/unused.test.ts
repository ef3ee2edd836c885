import type { Breach } from "#tests/support/check/breach.ts";
import { breachesIn, type Tree } from "#tests/support/planted-tree.ts";

const settings = {
  name: "toy",
  type: "module",
  imports: { "#lib/*": "./lib/*" },
  scripts: { demo: "node scripts/demo.ts" },
};
const packages = (dependencies: Record<string, string>): Tree => ({
  "package.json": JSON.stringify({ ...settings, dependencies }, undefined, 2),
});
const clean: Tree = {
  ...packages({ zod: "4.0.0" }),
  "node_modules/zod/package.json": JSON.stringify({ name: "zod", version: "4.0.0", main: "main.js" }),
  "node_modules/zod/main.js": "",
  "scripts/demo.ts":
    'import { z } from "zod";\nimport { desk } from "#lib/queue/desk.ts";\nimport { line } from "#lib/queue/line.ts";\nimport { visit } from "#lib/queue/visit.ts";\nconsole.log(z, desk, line, visit);\n',
  "lib/queue/desk.ts": "export const desk = 1;\n",
  "lib/queue/line.ts": "export const line = 1;\n",
  "lib/queue/visit.ts": "export const visit = 1;\n",
};
const planted: Record<string, readonly [rule: string, tree: Tree]> = {
  "a file that nothing imports": ["unused-files", { "lib/queue/call.ts": "export const call = 1;\n" }],
  "an export that nothing imports": [
    "unused-exports",
    { "lib/queue/visit.ts": "export const visit = 1;\nexport const call = 2;\n" },
  ],
  "an exported type that nothing imports": [
    "unused-types",
    { "lib/queue/desk.ts": "export const desk = 1;\nexport type Desk = number;\n" },
  ],
  "a package that nothing imports": ["unused-dependencies", packages({ zod: "4.0.0", idb: "8.0.0" })],
  "a package that nobody declared": ["unused-unlisted", { "lib/queue/line.ts": 'export { line } from "left-pad";\n' }],
};
let found: Record<"clean" | "planted", readonly Breach[]>;

beforeAll(async () => {
  found = await breachesIn("unused", clean, {
    clean: {},
    planted: Object.assign({}, ...Object.values(planted).map(([, tree]) => tree)) as Tree,
  });
}, 60_000);

test("a tree in which everything is used has no breach", () => expect(found.clean).toEqual([]));

test.each(Object.entries(planted))("%s is seen", (_title, [rule, tree]) => {
  const [file] = Object.keys(tree);
  expect(found.planted.filter((breach) => breach.file === file)).toEqual([
    expect.objectContaining({ rule, instead: expect.stringMatching(/.{15}/) }),
  ]);
});
