import { globSync, readFileSync } from "node:fs";

/** What the product says and serves: sentences, pages, pictures. Demo data, tests and documents may name a city. */
const SAID = [
  "messages/**/*.json",
  "{app,components,i18n,lib,scripts}/**/*.{ts,tsx,css,svg}",
  "public/**/*.{svg,json,txt}",
];

/** The city of the demo, in both scripts, its quarters with a place, and what is near it. */
const OF_THE_DEMO = /strasbourg|ستراسبورغ|neuhof|meinau|hautepierre|erstein|bas-rhin/iu;

test("no sentence, page or picture names the city of the demo, its quarters or its neighbours: an organisation’s name is data", () => {
  const files = SAID.flatMap((pattern) => globSync(pattern)).filter((file) => !file.startsWith("scripts/demo"));
  expect(files.length).toBeGreaterThan(500);
  expect(files.filter((file) => OF_THE_DEMO.test(readFileSync(file, "utf8")))).toEqual([]);
});
