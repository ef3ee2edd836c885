import { TYPE } from "@formatjs/icu-messageformat-parser";
import type { Breach } from "../breach.ts";
import type { Message } from "./catalogue.ts";
import { partsInside, readIcu, type Part } from "./icu.ts";

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

const pluralsIn = (parts: readonly Part[]): string[][] =>
  parts.flatMap((part) => [
    ...(part.type === TYPE.plural ? [Object.keys(part.options)] : []),
    ...Object.values(partsInside(part)).flatMap(pluralsIn),
  ]);
