import type { DropReason, Correction, NationalPlace, PlaceParsers } from "./national-place.ts";
import { plusDays } from "#lib/time/zone.ts";
import { writeWeek } from "./opening-hours.ts";
import { readRegisterNumber } from "./register-number.ts";
import type { Territory } from "./territory.ts";
import { cleanText } from "./clean-text.ts";

type NationalRecord = Readonly<Record<string, unknown>>;

const LONGEST_SOURCE = 250;

/** The fields that a place may lack. */
export type OptionalFields = Pick<NationalPlace, "phone" | "openingHours" | "pivot" | "source" | "sourceDate">;

/** The value kept of a written field, or why the field is left out. */
type ReadField = { readonly value: string } | { readonly dropped: DropReason };

/**
 * Reads telephone, opening hours, register number, source and date of a record. A field that is absent or unreadable is
 * null. Each value that differs from the written text, or is left out, is appended to `corrections`.
 */
export function readOptionalFields(
  written: NationalRecord,
  territory: Territory,
  parsers: PlaceParsers,
  corrections: Correction[],
): OptionalFields {
  const keep = (field: Correction["field"], column: string, read: (text: string) => ReadField): string | null => {
    const text = cleanText(written[column]);
    if (text === undefined) return null;
    const found = read(text);
    if ("dropped" in found) corrections.push({ field, from: text, dropped: found.dropped });
    else if (found.value !== text) corrections.push({ field, from: text, to: found.value });
    return "dropped" in found ? null : found.value;
  };
  return {
    pivot: keep("pivot", "pivot", readPivot),
    phone: keep("phone", "telephone", (text) => readPhone(text, territory.country, parsers)),
    openingHours: keep("hours", "horaires", (text) => readHours(text, parsers)),
    sourceDate: keep("date", "date_maj", readDate),
    source: [...(cleanText(written["source"]) ?? "")].slice(0, LONGEST_SOURCE).join("").trim() || null,
  };
}

function readPivot(text: string): ReadField {
  const pivot = readRegisterNumber(text);
  return pivot.ok ? { value: pivot.value } : { dropped: pivot.refusal };
}

/** The first valid telephone number; several may be written in one text. */
function readPhone(text: string, country: string, parsers: PlaceParsers): ReadField {
  const numbers = text.split(/[|;,]/u).map((one) => parsers.phone(one.trim(), country));
  const value = numbers.find((number) => number !== undefined);
  return value === undefined ? { dropped: "no-such-phone" } : { value };
}

function readHours(text: string, parsers: PlaceParsers): ReadField {
  const week = parsers.hours(text);
  if (!week.ok) return { dropped: week.refusal };
  const value = writeWeek(week.value);
  return value === "" ? { dropped: "never-open" } : { value };
}

/** A date of the years 2000 to 2099, written in ISO 8601 (a time after it is ignored) or as DD/MM/YYYY. */
function readDate(text: string): ReadField {
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
