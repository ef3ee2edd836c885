import type { Breach } from "#tests/support/check/breach.ts";
import { breachesIn, type Tree } from "#tests/support/planted-tree.ts";
import { readFileSync } from "node:fs";

/** The compiler with the options of the real tree, so that loosening one of them shows here. */
const options = (JSON.parse(readFileSync("tsconfig.json", "utf8")) as { compilerOptions: Record<string, unknown> })
  .compilerOptions;
const clean: Tree = {
  "tsconfig.json": JSON.stringify({
    compilerOptions: { ...options, types: [], plugins: [], incremental: false },
    include: ["lib"],
  }),
  "lib/queue/say.ts": `export type State = "waiting" | "called";\nexport const say = (state: State): number => {\n  switch (state) {\n    case "waiting": return 1;\n    case "called": return 2;\n    default: return state satisfies never;\n  }\n};\n`,
};

const planted: Record<string, readonly [code: string, line: number, text: string]> = {
  "a case that was forgotten": [
    "TS1360",
    3,
    `type State = "waiting" | "called";\nexport function say(state: State): void {\n  if (state !== "waiting") state satisfies never;\n}\n`,
  ],
  "a row that may not be there": ["TS2532", 1, "export const first = (rows: number[]): number => rows[0].valueOf();\n"],
  "an undefined given for nothing": [
    "TS2375",
    2,
    "type Visit = { topic?: string };\nexport const visit: Visit = { topic: undefined };\n",
  ],
  "a type imported as a value": ["TS1484", 1, `import { State } from "./say.ts";\nexport type Kept = State;\n`],
  "an enum, which plain Node cannot run": ["TS1294", 1, "export enum State { Waiting }\n"],
  "a parameter whose type nobody said": ["TS7006", 1, "export const call = (visit) => visit;\n"],
};

/** Each breach in a file of its own, all in one tree. */
const cases = Object.entries(planted).map(([title, [code, line, text]], index) => ({
  title,
  file: `lib/queue/planted-${index}.ts`,
  code,
  line,
  text,
}));

let found: Record<"clean" | "planted", readonly Breach[]>;

beforeAll(async () => {
  found = await breachesIn("types", clean, {
    clean: {},
    planted: Object.fromEntries(cases.map(({ file, text }) => [file, text])),
  });
}, 60_000);

test("a tree that compiles has no breach", () => {
  expect(found.clean).toEqual([]);
});

test.each(cases)("$title does not compile", ({ file, code, line }) => {
  expect(found.planted.filter((breach) => breach.file === file)).toEqual([
    expect.objectContaining({ rule: code, line }),
  ]);
});
