/** A line of a table: its number in the file, counted from 1 where it begins, and its fields. */
export type CsvLine = { readonly number: number; readonly fields: readonly string[] };

/** What parts two fields. */
export type Separator = ";" | "," | "\t";

/**
 * Reads a table (RFC 4180): fields between separators, lines between line breaks, and quotes around a field that holds either; a quote
 * inside is doubled. Also with a byte order mark, with lone line feeds or carriage returns, and when the last quote is missing: its field then goes on to the
 * end. Lines of which every field is empty are left out. An apostrophe that `writeCsv` put before a formula is taken away.
 */
export function readCsv(text: string, separator: Separator = ";"): readonly CsvLine[] {
  const lines: CsvLine[] = [];
  const all = text.replace(/^\uFEFF/u, "").replace(/\r\n?/gu, "\n");
  let [at, number] = [0, 1];
  while (at < all.length) {
    const begun = number;
    const fields: string[] = [];
    for (;;) {
      const read = fieldAt(all, at, separator);
      fields.push(read.field);
      number += read.breaks;
      at = read.end + 1;
      if (all[read.end] !== separator) break;
    }
    number += 1;
    const kept = fields.map(withoutGuard);
    if (kept.some((field) => field.trim() !== "")) lines.push({ number: begun, fields: kept });
  }
  return lines;
}

/** A field, the place of the separator or line break behind it, and how many line breaks it holds. */
type Field = { readonly field: string; readonly end: number; readonly breaks: number };

function fieldAt(text: string, start: number, separator: Separator): Field {
  if (text[start] !== '"') {
    const end = nextOf(text, start, separator);
    return { field: text.slice(start, end), end, breaks: 0 };
  }
  let field = "";
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote === -1) return { field: field + text.slice(at), end: text.length, breaks: breaksIn(text, start) };
    field += text.slice(at, quote);
    if (text[quote + 1] !== '"') {
      // What stands between the closing quote and the separator belongs to the field too.
      const end = nextOf(text, quote + 1, separator);
      return { field: field + text.slice(quote + 1, end), end, breaks: breaksIn(text, start, quote) };
    }
    field += '"';
    at = quote + 2;
  }
}

/** Where the next separator or line break stands, or the end of the text. */
function nextOf(text: string, start: number, separator: Separator): number {
  let at = start;
  while (at < text.length && text[at] !== separator && text[at] !== "\n") at += 1;
  return at;
}

const breaksIn = (text: string, start: number, end = text.length): number =>
  text.slice(start, end).split("\n").length - 1;

/**
 * Writes a table that spreadsheets of French readers open as one: UTF-8 with a byte order mark, semicolons, CRLF. A field that a
 * spreadsheet would compute (it begins with = + - @, a tab or a line break) gets an apostrophe before it, which `readCsv` takes away.
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
