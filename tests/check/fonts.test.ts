import { readdir, readFile } from "node:fs/promises";
import { fonts } from "#i18n/fonts.ts";
import { cutFonts } from "#scripts/cut-fonts.ts";
import { fontFaces } from "#scripts/font-faces.ts";
import type { Breach } from "#tests/support/check/breach.ts";
import { breachesIn, type Tree } from "#tests/support/planted-tree.ts";

const sheet = await readFile("app/fonts.css", "utf8");
const faces = fontFaces(sheet);
const kilobytes = async (files: readonly string[]): Promise<number> =>
  (await Promise.all(files.map((file) => readFile(`public${file}`)))).reduce((sum, { length }) => sum + length, 0) /
  1000;

test("public/fonts holds what `npm run fonts` cuts from the packages, and nothing else", async () => {
  const made = await cutFonts();
  expect((await readdir("public/fonts")).map((name) => `/fonts/${name}`).toSorted()).toEqual(
    [...made.keys()].toSorted(),
  );
  for (const [file, bytes] of made) expect([file, bytes.equals(await readFile(`public${file}`))]).toEqual([file, true]);
}, 60_000);

// Issue 4: the fonts of a page together.
test.each([
  ["fr", 60],
  ["en", 60],
  ["tr", 80],
  ["ar", 130],
] as const)("the fonts of a page in %s weigh at most %d kB", async (locale, most) => {
  expect(await kilobytes(fonts[locale])).toBeLessThanOrEqual(most);
});

test("a French page on which a Turkish and a Polish name stand keeps its bound", async () => {
  expect(await kilobytes([...fonts.fr, "/fonts/atkinson-latin-more.woff2"])).toBeLessThanOrEqual(60);
});

test("each digit is Lexend's alone: no other font has one", () => {
  const having = (digit: string) => faces.filter(({ characters }) => characters.has(digit)).map(({ file }) => file);
  expect([..."0123456789"].map(having)).toEqual(Array.from({ length: 10 }, () => ["/fonts/lexend-digits.woff2"]));
});

test("no letter stands in two fonts, so none is loaded twice", () => {
  const letters = faces.flatMap(({ characters }) => [...characters]);
  expect(letters).toHaveLength(new Set(letters).size);
});

test("the fonts hold the weights that the pages use", () => {
  expect(faces.map(({ weights }) => weights)).toEqual(faces.map(() => ({ min: 400, max: 800 })));
});

test("text is shown before its font has come", () => {
  expect(sheet.match(/font-display: swap;/gu)).toHaveLength(faces.length);
});

test.each(["ş", "ğ", "ı", "İ", "ł", "ț", "ß", "é", "œ", "Œ"])(
  "a first name with %s is shown in our letters",
  (letter) => {
    expect(faces.some(({ characters }) => characters.has(letter))).toBe(true);
  },
);

const clean: Tree = {
  "app/fonts.css": sheet,
  ...Object.fromEntries(["fr", "ar", "tr", "en"].map((locale) => [`messages/${locale}.json`, saying("10")])),
};
const planted: Record<string, Tree> = {
  "nothing wrong": {},
  "what the device draws": { "messages/fr.json": saying("rendez‑vous →") },
  "Turkish in Turkish": { "messages/tr.json": saying("Sıranız geldi, İyi günler ğşç") },
  "Arabic in Arabic": { "messages/ar.json": saying("دورك الآن، رقم 12؟") },
  "Turkish in French": { "messages/fr.json": saying("Teşekkürler") },
  "Arabic in English": { "messages/en.json": saying("شكرا") },
  "a sign of no font": { "messages/fr.json": saying("Fait ✓") },
  "a sign of no font, said to the team": { "messages/team/fr.json": saying("Fait ✓") },
  "a font that lost its letters": {
    "app/fonts.css": sheet.replace("U+00B6-00FF", "U+00B6-00DF"),
    "messages/fr.json": saying("été"),
  },
};
let found: Record<string, readonly Breach[]>;
beforeAll(async () => (found = await breachesIn("fonts", clean, planted)), 60_000);

test.each([
  ["nothing wrong", []],
  ["what the device draws", []],
  ["Turkish in Turkish", []],
  ["Arabic in Arabic", []],
  ["Turkish in French", ["ş"]],
  ["Arabic in English", ["ش", "ك", "ر", "ا"]],
  ["a sign of no font", ["✓"]],
  ["a sign of no font, said to the team", ["✓"]],
  ["a font that lost its letters", ["é"]],
])("the letters of a sentence are asked of its language's fonts: %s", (name, letters) => {
  expect(found[name]?.map(({ rule, wrong }) => [rule, wrong.slice(1, 2)])).toEqual(
    letters.map((letter) => ["letter-in-fonts", letter]),
  );
});

function saying(text: string): string {
  return `${JSON.stringify({ queue: { said: text } }, undefined, 2)}\n`;
}
