import { CsvError, parse } from "csv-parse/sync";

/** A line of a table: its number in the file, counted from 1 where it begins, and its fields. */
export type CsvLine = { readonly number: number; readonly fields: readonly string[] };

/** What parts two fields. */
export type Separator = ";" | "," | "\t";

/**
 * Reads a table (RFC 4180), with or without byte order mark, with line breaks of any system. A last quote that is
 * missing is added. Lines of which every field is empty are left out. An apostrophe that `writeCsv` put before a
 * formula is taken away.
 */
export function readCsv(text: string, separator: Separator = ";"): readonly CsvLine[] {
  const lines: CsvLine[] = [];
  let before = 0;
  for (const { record, info } of recordsOf(text.replace(/\r\n?/gu, "\n"), separator)) {
    const fields = record.map(withoutGuard);
    if (fields.some((field) => field.trim() !== "")) lines.push({ number: before + 1, fields });
    before = info.lines;
  }
  return lines;
}

/** The fields of each line, and how many lines of the file are read with it. */
type CsvRecord = { readonly record: readonly string[]; readonly info: { readonly lines: number } };

function recordsOf(text: string, delimiter: Separator): readonly CsvRecord[] {
  try {
    return parse(text, { ...AS_PEOPLE_WRITE, delimiter }) as unknown as readonly CsvRecord[];
  } catch (error) {
    if (error instanceof CsvError && error.code === "CSV_QUOTE_NOT_CLOSED") return recordsOf(`${text}"`, delimiter);
    throw error;
  }
}

/** Files come from several programs, and are corrected by hand. */
const AS_PEOPLE_WRITE = { bom: true, info: true, relax_column_count: true, relax_quotes: true } as const;

/**
 * Writes a table that spreadsheets of French readers open as one: UTF-8 with a byte order mark, semicolons, CRLF. A
 * field that a spreadsheet would compute (it begins with = + - @, a tab or a line break) gets an apostrophe before it,
 * which `readCsv` takes away.
 */
export const writeCsv = (lines: readonly (readonly string[])[]): string =>
  `\uFEFF${lines.map((fields) => `${fields.map(written).join(";")}\r\n`).join("")}`;

const written = (field: string): string => {
  const guarded = GUARDED.test(field) ? `'${field}` : field;
  return /[";\r\n]/u.test(guarded) || guarded !== guarded.trim() ? `"${guarded.replaceAll('"', '""')}"` : guarded;
};

/** What a spreadsheet would compute, and such a text that has an apostrophe before it already. */
const GUARDED = /^'*[=+\-@\t\r\n]/u;

const withoutGuard = (field: string): string => (/^'+[=+\-@\t\r\n]/u.test(field) ? field.slice(1) : field);
