import { TYPE } from "@formatjs/icu-messageformat-parser";
import type { Breach } from "#tests/support/check/breach.ts";
import type { Message } from "./catalogue.ts";
import { partsInside, readIcu, type MessagePart } from "./icu.ts";
import type { Fault } from "./typography.ts";

/** The plural forms of Arabic. A count without its form is written with that of 100; `zero` may be left to `other`. */
const FORMS = ["one", "two", "few", "many", "other"];
const EXACT: Readonly<Record<string, string>> = { "=1": "one", "=2": "two" };

/** A plural in Arabic has the forms one, two, few (3 to 10), many (11 to 99) and other. */
export const arabicPlurals = ({ file, line, key, text }: Message): Breach[] =>
  pluralsIn(readIcu(text)).flatMap((plural) => {
    const given = plural.map((form) => EXACT[form] ?? form);
    const missing = FORMS.filter((form) => !given.includes(form));
    if (missing.length === 0) return [];
    return [
      {
        rule: "arabic-plurals",
        file,
        line,
        wrong: `“${key}” counts without the form ${missing.join(", ")}.`,
        instead: "Arabic counts in five forms: {n, plural, one {…} two {…} few {…} many {…} other {…}}.",
      },
    ];
  });

const pluralsIn = (parts: readonly MessagePart[]): string[][] =>
  parts.flatMap((part) => [
    ...(part.type === TYPE.plural ? [Object.keys(part.options)] : []),
    ...Object.values(partsInside(part)).flatMap(pluralsIn),
  ]);

/** A plain argument before minutes. Inside a plural the count is « # », and has its form. */
const PLAIN_MINUTES = /\}\s*دق(?:يقة|ائق)/u;

/**
 * Minutes take another form from 3 to 10 (دقائق) than from 11 on (دقيقة): a plain number before them is wrong for one
 * of the two.
 */
export const arabicMinutes = ({ file, line, key, text }: Message): Breach[] =>
  PLAIN_MINUTES.test(text)
    ? [
        {
          rule: "arabic-minutes",
          file,
          line,
          wrong: `“${key}” has minutes of one form for every count.`,
          instead: "Count them by a plural, or pass the duration as text (sayDuration in lib/time/say-duration.ts).",
        },
      ]
    : [];

/** No further letter or vowel sign: the word ends there. */
const END = String.raw`(?![\u0620-\u0652])`;

/** Words that residents who read Arabic take for something else, and forms that are written in two ways. */
export const arabicWording: readonly Fault[] = [
  {
    rule: "arabic-wording",
    pattern: new RegExp(String.raw`ساعت(?:ك|كم|ه|ها|هم)${END}`, "u"),
    wrong: "says “somebody’s hour” (ساعتكم), which is the hour of death",
    instead: "Write وقت موعدكم.",
  },
  {
    rule: "arabic-wording",
    pattern: /إجراء/u,
    wrong: "says إجراء for a procedure",
    instead: "Write معاملة, as people say for their papers.",
  },
  {
    rule: "arabic-wording",
    pattern: /اً/u,
    wrong: "has the tanwin after the alef",
    instead: "Write it before the alef: رقمًا.",
  },
];
