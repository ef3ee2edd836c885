import { hasMark, LAYERS, testFiles, type Layer } from "#tests/support/layers.ts";

test("a mark counts in the docblock at the very beginning of a file, and nowhere else", () => {
  expect(hasMark("/** @zones */\nimport x;", "zones")).toBe(true);
  expect(hasMark("/**\n * Why so.\n *\n * @slow\n * @zones\n */\n", "zones")).toBe(true);
  expect(hasMark("/** @zonesOfOthers */\n", "zones")).toBe(false);
  expect(hasMark("/** @slow */\n", "zones")).toBe(false);
  expect(hasMark("/** One. */\n/** @zones */\n", "zones")).toBe(false);
  expect(hasMark("import x;\n/** @zones */\n", "zones")).toBe(false);
});

test.each(Object.keys(LAYERS) as Layer[])("the layer %s has test files, each once", (layer) => {
  const files = testFiles(layer);
  expect(files.length).toBeGreaterThan(0);
  expect(files).toEqual([...new Set(files)]);
});
