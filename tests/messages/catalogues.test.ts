import { createTranslator } from "next-intl";
import { LOCALES, messagesOf, type Message } from "#tests/support/check/messages/catalogue.ts";
import { readHouse } from "#tests/support/check/house.ts";
import { readIcu, type Part } from "#tests/support/check/messages/icu.ts";

const house = readHouse(process.cwd());
const all = LOCALES.flatMap((locale) => messagesOf(house, locale));
/** Counts that fall under each plural form of the four languages: Arabic tells 0, 1, 2, 3, 11 and 100 apart. */
const COUNTS = [0, 1, 2, 3, 11, 100];

/** What the message says for each count and each choice, by the library that shows it. */
function said({ locale, key }: Message, parts: readonly Part[]): string[] {
  const translate = createTranslator({
    locale,
    messages: JSON.parse(house.textOf(`messages/${locale}.json`)) as Record<string, never>,
    timeZone: "Europe/Paris",
    onError: (problem) => {
      throw problem;
    },
  }) as unknown as { markup: (key: string, values: Record<string, unknown>) => string };
  return COUNTS.flatMap((count) =>
    choicesOf(parts).map((choice) => translate.markup(key, valuesFor(parts, count, choice))),
  );
}

/** A value for each argument: counts and numbers the count, choices the choice, tags their inside. */
function valuesFor(parts: readonly Part[], count: number, choice: string): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const part of parts) {
    if (part.kind === "words")
      for (const [, tag = ""] of part.text.matchAll(/<([a-z][\w-]*)>/gi)) values[tag] = (inside: string) => inside;
    else {
      const chosen =
        part.type === "select" ? (choice in part.options ? choice : "other") : part.type === "text" ? "Neuhof" : count;
      Object.assign(values, ...Object.values(part.options).map((option) => valuesFor(option, count, choice)), {
        [part.name]: chosen,
      });
    }
  }
  return values;
}

const choicesOf = (parts: readonly Part[]): string[] => {
  const found = parts.flatMap((part) =>
    part.kind === "argument"
      ? [
          ...(part.type === "select" ? Object.keys(part.options) : []),
          ...Object.values(part.options).flatMap(choicesOf),
        ]
      : [],
  );
  return [...new Set(["other", ...found])];
};

test.each(LOCALES)(
  "every sentence in %s can be said for every count and choice, with nothing left unsaid",
  (locale) => {
    const mine = all.filter((message) => message.locale === locale);
    expect(mine.length).toBeGreaterThan(100);
    for (const message of mine) {
      for (const text of said(message, readIcu(message.text)))
        expect({ key: message.key, text }).toMatchObject({ text: expect.stringMatching(/^[^{}<>]*\S[^{}<>]*$/) });
    }
  },
);

test("numbers are said in Latin digits in every locale, as on the screen in the room", () => {
  for (const message of all) {
    for (const text of said(message, readIcu(message.text)))
      expect({ key: message.key, text }).toMatchObject({ text: expect.not.stringMatching(/[٠-٩۰-۹]/) });
  }
});
