import type { DropReason, Correction, NationalPlace, PlaceParsers } from "./national-place.ts";
import { plusDays } from "../time/zone.ts";
import { writeWeek } from "./opening-hours.ts";
import { readRegisterNumber } from "./register-number.ts";
import type { Territory } from "./territory.ts";
import { cleanText } from "./clean-text.ts";

type Written = Readonly<Record<string, unknown>>;

const LONGEST_SOURCE = 250;

/** What a place can do without. */
export type OptionalFields = Pick<NationalPlace, "phone" | "openingHours" | "pivot" | "source" | "sourceDate">;

/** What was kept of a written part; a part that differs from what was written, or is left out, is noted. */
type Part = { readonly value: string } | { readonly dropped: DropReason };

/** Telephone, hours, register number, source and date of a record. Each that cannot be read is left out and noted; null is what nobody wrote. */
export function readOptionalFields(
  written: Written,
  territory: Territory,
  parsers: PlaceParsers,
  corrections: Correction[],
): OptionalFields {
  const part = (field: Correction["field"], column: string, read: (text: string) => Part): string | null => {
    const text = cleanText(written[column]);
    if (text === undefined) return null;
    const found = read(text);
    if ("dropped" in found) corrections.push({ field, from: text, dropped: found.dropped });
    else if (found.value !== text) corrections.push({ field, from: text, to: found.value });
    return "dropped" in found ? null : found.value;
  };
  return {
    pivot: part("pivot", "pivot", readPivot),
    phone: part("phone", "telephone", (text) => readPhone(text, territory.country, parsers)),
    openingHours: part("hours", "horaires", (text) => readHours(text, parsers)),
    sourceDate: part("date", "date_maj", readDate),
    source: [...(cleanText(written["source"]) ?? "")].slice(0, LONGEST_SOURCE).join("").trim() || null,
  };
}

function readPivot(text: string): Part {
  const pivot = readRegisterNumber(text);
  return pivot.ok ? { value: pivot.value } : { dropped: pivot.refusal };
}

/** The first of several that is one. */
function readPhone(text: string, country: string, parsers: PlaceParsers): Part {
  const numbers = text.split(/[|;,]/u).map((one) => parsers.phone(one.trim(), country));
  const value = numbers.find((number) => number !== undefined);
  return value === undefined ? { dropped: "no-such-phone" } : { value };
}

function readHours(text: string, parsers: PlaceParsers): Part {
  const week = parsers.hours(text);
  if (!week.ok) return { dropped: week.refusal };
  const value = writeWeek(week.value);
  return value === "" ? { dropped: "never-open" } : { value };
}

/** A day of this century, as ISO writes it (perhaps with an hour) or as France does. */
function readDate(text: string): Part {
  const [, day, month, year] = /^(\d{2})\/(\d{2})\/(\d{4})$/u.exec(text) ?? [];
  const date = year === undefined ? text.slice(0, 10) : `${year}-${month}-${day}`;
  const written = year !== undefined || /^\d{4}-\d{2}-\d{2}(?:$|[T ]\d)/u.test(text);
  return written && /^20\d{2}-/u.test(date) && isDay(date) ? { value: date } : { dropped: "no-such-date" };
}

function isDay(date: string): boolean {
  try {
    return plusDays(date, 0) === date;
  } catch {
    return false;
  }
}
