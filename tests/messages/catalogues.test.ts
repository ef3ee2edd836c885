import { TYPE } from "@formatjs/icu-messageformat-parser";
import { createTranslator } from "next-intl";
import { translatorIn } from "#lib/server/translate.ts";
import { CATALOGUES, LOCALES, messagesOf, type Message } from "#tests/support/check/messages/catalogue.ts";
import { readTree } from "#tests/support/check/tree.ts";
import { partsInside, readIcu, type MessagePart } from "#tests/support/check/messages/icu.ts";

const tree = readTree(process.cwd());
/** Those of the team are in French and English. */
const FOLDERS = [CATALOGUES.pages, CATALOGUES.team];
const all = LOCALES.flatMap((locale) => FOLDERS.flatMap((folder) => messagesOf(tree, locale, folder)));
/** One count for each plural form of the four languages: Arabic distinguishes 0, 1, 2, 3, 11 and 100. */
const COUNTS = [0, 1, 2, 3, 11, 100];

type Translator = { readonly markup: (key: string, values: Record<string, unknown>) => string };

/** The library that formats messages on the pages, by locale. */
const translators = new Map(
  LOCALES.map((locale) => [
    locale,
    createTranslator({
      locale,
      messages: Object.assign(
        {},
        ...FOLDERS.map((folder) => `${folder}/${locale}.json`)
          .filter((file) => tree.files.includes(file))
          .map((file): unknown => JSON.parse(tree.textOf(file))),
      ) as Record<string, never>,
      timeZone: "Europe/Paris",
      onError: (problem) => {
        throw problem;
      },
    }) as unknown as Translator,
  ]),
);

type Formatted = { readonly key: string; readonly text: string };

/** The message formatted for each count and each choice. */
function formatted({ locale, key, text }: Message): readonly Formatted[] {
  const parts = readIcu(text);
  return (isCounted(parts) ? COUNTS : COUNTS.slice(0, 1)).flatMap((count) =>
    choicesOf(parts).map((choice) => ({
      key,
      text: translators.get(locale)?.markup(key, valuesFor(parts, count, choice)) ?? "",
    })),
  );
}

/** Whether the text depends on the count: without a number in it, it is the same six times. */
const isCounted = (parts: readonly MessagePart[]): boolean =>
  parts.some(
    (part) =>
      ![TYPE.literal, TYPE.argument, TYPE.select, TYPE.tag].includes(part.type) ||
      Object.values(partsInside(part)).some(isCounted),
  );

/**
 * A value for each argument: the count for numbers and plurals, the choice for selects, what is inside or else a name
 * for tags.
 */
function valuesFor(parts: readonly MessagePart[], count: number, choice: string): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const part of parts) {
    if (part.type === TYPE.literal || part.type === TYPE.pound) continue;
    Object.assign(values, ...Object.values(partsInside(part)).map((inner) => valuesFor(inner, count, choice)), {
      [part.value]: valueFor(part, count, choice),
    });
  }
  return values;
}

function valueFor(part: MessagePart, count: number, choice: string): unknown {
  if (part.type === TYPE.tag) return (inside: string) => String(inside) || "Neuhof"; // nothing inside is an empty list
  if (part.type === TYPE.select) return choice in part.options ? choice : "other";
  return part.type === TYPE.argument ? "Neuhof" : count;
}

const choicesOf = (parts: readonly MessagePart[]): string[] => {
  const found = parts.flatMap((part) => [
    ...(part.type === TYPE.select ? Object.keys(part.options) : []),
    ...Object.values(partsInside(part)).flatMap(choicesOf),
  ]);
  return [...new Set(["other", ...found])];
};

const texts = all.map((message) => ({ locale: message.locale, formatted: formatted(message) }));

test.each(LOCALES)(
  "every message in %s can be formatted for every count and choice, without placeholders left over",
  (locale) => {
    const mine = texts.filter((message) => message.locale === locale);
    expect(mine.length).toBeGreaterThan(100);
    expect(
      mine.flatMap((message) => message.formatted).filter(({ text }) => !/^[^{}<>]*\S[^{}<>]*$/.test(text)),
    ).toEqual([]);
  },
);

test("numbers are in Latin digits in every locale, as on the screen of the room", () => {
  expect(texts.flatMap((message) => message.formatted).filter(({ text }) => /[٠-٩۰-۹]/.test(text))).toEqual([]);
});

test("outside a page the team is told in French or English, and in French for any other language", () => {
  const said = LOCALES.map((locale) => translatorIn(locale, "staff.done")("saved"));
  expect(said).toEqual(["C’est enregistré.", "C’est enregistré.", "C’est enregistré.", "It is saved."]);
  expect(translatorIn("tr", "form.done")("posterHung")).not.toBe(translatorIn("fr", "form.done")("posterHung"));
});
