import { globSync, readFileSync } from "node:fs";

/** What the product says and serves: sentences, pages, pictures. Demo data, tests and documents may name a city. */
const SAID = [
  "messages/*.json",
  "{app,components,i18n,lib,scripts}/**/*.{ts,tsx,css,svg}",
  "public/**/*.{svg,json,txt}",
];

test("no sentence, page or picture names the city of the demo: an operator’s name is data", () => {
  const files = SAID.flatMap((pattern) => globSync(pattern));
  expect(files.length).toBeGreaterThan(500);
  expect(files.filter((file) => /strasbourg|ستراسبورغ/iu.test(readFileSync(file, "utf8")))).toEqual([]);
});
