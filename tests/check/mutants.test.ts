import { draw } from "#tests/mutants/draw.ts";
import { withMutant } from "#tests/mutants/mutant.ts";
import { mutantsOf } from "#tests/mutants/mutants-of.ts";
import { tableOf } from "#tests/mutants/results.ts";

const changes = (source: string): readonly string[] => mutantsOf("a.ts", source).map(({ changed }) => changed);

test.each([
  ["a comparison", "const f = (a, b) => a <= b;", ["const f = (a, b) => a < b;"]],
  ["a guard", "if (late) return;", ["if (false) return;"]],
  ["a boolean", "const open = true;", ["const open = false;"]],
  ["a negation", "const shut = !open;", ["const shut = open;"]],
  ["a number", "const MOST = 1_000;", ["const MOST = 1001;"]],
  ["a fraction", "const SHARE = 0.9;", ["const SHARE = 0.45;"]],
  ["a choice", "const a = b ? c : d;", ["const a = true ? c : d;", "const a = false ? c : d;"]],
  ["a method", "const a = b.some(c);", ["const a = b.every(c);"]],
  ["a filter", "const a = b.filter(c).length;", ["const a = b.length;"]],
  ["a bound of a read", "const where = { at: { lt: now } };", ["const where = { at: { lte: now } };"]],
  ["an order", 'const orderBy = { at: "desc" };', ['const orderBy = { at: "asc" };']],
  [
    "a statement",
    "tx.$queryRaw`SELECT id FROM visit WHERE at < ${now} AND left IS NULL`;",
    [
      "tx.$queryRaw`SELECT id FROM visit WHERE at <= ${now} AND left IS NULL`;",
      "tx.$queryRaw`SELECT id FROM visit WHERE at < ${now} OR left IS NULL`;",
      "tx.$queryRaw`SELECT id FROM visit WHERE at < ${now} AND left IS NOT NULL`;",
    ],
  ],
])("%s is changed", (_, source, expected) => expect(changes(source)).toEqual(expected));

test.each([
  ["types", "type Answer = { ok: true; status: 200 };"],
  ["texts that are joined", 'const a = "vous avez " + count;'],
  ["figures that are logged", 'logDone("visits", { count: 1 });'],
  ["the columns of a read", "const a = { select: { id: true } };"],
  ["conditions over several lines", "if (\n  isLate(\n    visit,\n  )\n) return;"],
])("%s are left alone", (_, source) => expect(changes(source)).toEqual([]));

const source = "if (a) return;\n  if (a) return;\nif (b) return;";

test("a mutant is applied to the line it was made of, also when lines were added before it", () => {
  const [, second] = mutantsOf("a.ts", source);
  if (!second) throw new Error("No second mutant.");
  expect(withMutant(source, second)).toBe("if (a) return;\n  if (false) return;\nif (b) return;");
  expect(withMutant(`// A rule.\n${source}`, second)).toBe(
    "// A rule.\nif (a) return;\n  if (false) return;\nif (b) return;",
  );
});

test("a mutant whose line is gone is not applied to another one", () => {
  const [, second] = mutantsOf("a.ts", source);
  if (!second) throw new Error("No second mutant.");
  expect(withMutant("if (a) return;\nif (b) return;", second)).toBeUndefined();
});

const many = (module: string, files: number) =>
  Array.from({ length: files }, (_, index) =>
    mutantsOf(`lib/${module}/${index}.ts`, "if (a) return;\nif (b || c) d();"),
  ).flat();
const possible = { small: many("small", 5), smaller: many("smaller", 3), large: many("large", 200) };

test("80 mutants are drawn, five a module at least, and the same every time", () => {
  const drawn = draw(possible);
  const of = (module: string) => drawn.filter((mutant) => mutant.module === module);
  expect(drawn).toHaveLength(80);
  expect(of("smaller")).toHaveLength(5);
  expect(new Set(of("small").map(({ file }) => file)).size).toBe(5);
  expect(of("large").map(({ name }) => name)).toContain("large-70");
  expect(new Set(drawn.map(({ file, line, changed }) => [file, line, changed].join())).size).toBe(80);
  expect(draw(possible)).toEqual(drawn);
});

test("the table compares the commits module by module", () => {
  const drawn = draw(possible).filter(({ module }) => module === "small");
  const results = {
    before: { unmutated: {}, outcomes: { "small-1": { verdict: "died" }, "small-2": { verdict: "died" } } },
    now: { unmutated: {}, outcomes: { "small-1": { verdict: "died" }, "small-2": { verdict: "not found" } } },
  } as const;
  expect(tableOf(drawn, results).replaceAll(/ {2,}/g, "|").split("\n")).toEqual([
    "module|mutants|died at before|died at now",
    "small|5|2 of 2|1 of 2",
    "all|5|2 of 2|1 of 2",
  ]);
});
