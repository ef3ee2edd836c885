import { Blob, Face } from "harfbuzzjs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import subsetFont from "subset-font";
import { fontFaces, type FontFace } from "./font-faces.ts";
import { CommandError } from "./command-error.ts";

const PACKAGES = "node_modules/@fontsource-variable";

/** The file of a package from which each font file of ours is subset. */
const SOURCE: Readonly<Record<string, string>> = {
  "/fonts/lexend-digits.woff2": "lexend/files/lexend-latin-wght-normal.woff2",
  "/fonts/atkinson-latin.woff2": "atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2",
  "/fonts/atkinson-latin-more.woff2":
    "atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-ext-wght-normal.woff2",
  "/fonts/noto-arabic.woff2": "noto-sans-arabic/files/noto-sans-arabic-arabic-wght-normal.woff2",
};

/** The licences that must accompany the fonts (SIL Open Font License, condition 2). */
const LICENCES: Readonly<Record<string, string>> = {
  "/fonts/lexend-OFL.txt": "lexend/LICENSE",
  "/fonts/atkinson-OFL.txt": "atkinson-hyperlegible-next/LICENSE",
  "/fonts/noto-arabic-OFL.txt": "noto-sans-arabic/LICENSE",
};

/**
 * The files of public/fonts by address: each font that app/fonts.css names, cut to its weights and characters, and the
 * licences.
 */
export async function cutFonts(): Promise<ReadonlyMap<string, Buffer>> {
  const made = new Map<string, Buffer>();
  for (const face of fontFaces(await readFile("app/fonts.css", "utf8"))) made.set(face.file, await cut(face));
  for (const [file, whole] of Object.entries(LICENCES)) made.set(file, await readFile(join(PACKAGES, whole)));
  return made;
}

/** Refuses a character that the font does not have: a browser would load the file for it in vain. */
async function cut({ file, weights, characters }: FontFace): Promise<Buffer> {
  const whole = SOURCE[file];
  if (whole === undefined)
    throw new CommandError(
      `app/fonts.css names ${file}, and scripts/cut-fonts.ts does not say of which package it is cut.`,
    );
  const font = await readFile(join(PACKAGES, whole));
  const text = [...characters].join("");
  const variationAxes = { wght: weights };
  const has = new Face(
    new Blob(await subsetFont(font, text, { targetFormat: "sfnt", variationAxes })),
    0,
  ).collectUnicodes();
  const held = new Set([...has].map((code) => String.fromCodePoint(code)));
  const missing = [...characters].filter((one) => !held.has(one));
  if (missing.length > 0)
    throw new CommandError(
      `${file} is to hold ${missing.map(named).join(", ")}, and ${whole} has no such letter. Take it out of its unicode-range in app/fonts.css.`,
    );
  return subsetFont(font, text, { targetFormat: "woff2", variationAxes });
}

const named = (character: string): string =>
  `U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0")}`;
