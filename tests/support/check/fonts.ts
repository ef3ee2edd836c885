import { fontFaces } from "#scripts/font-faces.ts";
import { fonts as loaded } from "#i18n/fonts.ts";
import type { Breach, Check } from "./breach.ts";
import { CATALOGUES, LOCALES, messagesOf, type Message } from "./messages/catalogue.ts";

const SHEET = "app/fonts.css";

/**
 * Characters that need no font of ours: the device draws arrows and the hyphen of « rendez‑vous », and marks of
 * direction are invisible.
 */
const OF_THE_DEVICE = new Set(["→", "←", "\u2011", "\u200e", "\u200f", "\u2066", "\u2067", "\u2068", "\u2069"]);

/** Every character of a message is in the fonts that pages in its language load first. */
export const fonts: Check = async (tree) => {
  const faces = tree.files.includes(SHEET) ? fontFaces(tree.textOf(SHEET)) : [];
  const breaches = LOCALES.flatMap((locale) => {
    const letters = new Set(
      faces.filter(({ file }) => loaded[locale].includes(file)).flatMap(({ characters }) => [...characters]),
    );
    return [CATALOGUES.pages, CATALOGUES.team]
      .flatMap((folder) => messagesOf(tree, locale, folder))
      .flatMap((message) => lacking(message, letters));
  });
  return { breaches, seen: `${faces.length} fonts` };
};

const lacking = ({ file, line, text }: Message, letters: ReadonlySet<string>): Breach[] =>
  [...new Set(text)]
    .filter((letter) => !letters.has(letter) && !OF_THE_DEVICE.has(letter) && letter !== "\n")
    .map((letter) => ({
      rule: "letter-in-fonts",
      file,
      line,
      wrong: `“${letter}” (U+${letter.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0")}) is in no font that this language loads.`,
      instead: "Write it otherwise, or add it to a unicode-range of app/fonts.css and run: npm run fonts",
    }));
