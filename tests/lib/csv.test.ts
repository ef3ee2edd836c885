import fc from "fast-check";
import { readCsv, writeCsv } from "#lib/csv.ts";
import { runs } from "#tests/support/property-runs.ts";

const fieldsOf = (text: string, separator?: ";" | "," | "\t") => readCsv(text, separator).map(({ fields }) => fields);

test("a table is written with a byte order mark, semicolons, CRLF, and quotes where they are needed", () => {
  expect(
    writeCsv([
      ["Lieu", "Heure"],
      ["Salle « A » ; étage", 'dite "du haut"'],
    ]),
  ).toBe('\uFEFFLieu;Heure\r\n"Salle « A » ; étage";"dite ""du haut"""\r\n');
});

test("nothing that is written is a formula for a spreadsheet, and reading gives the text back", () => {
  for (const text of ["=1+1", "+33 3 88", "-5", "@SUM(A1)", "\tx", "'=1+1"]) {
    const [line] = writeCsv([[text, "x"]])
      .slice(1)
      .split("\r\n");
    expect(line).toMatch(/^"?'/u);
    expect(fieldsOf(writeCsv([[text, "x"]]))).toEqual([[text, "x"]]);
  }
});

test("lines keep the numbers that an editor shows, over empty lines and fields of several lines", () => {
  expect(readCsv('a;b\n\n"c\nd";e\r\nf;\n;;\n')).toEqual([
    { number: 1, fields: ["a", "b"] },
    { number: 3, fields: ["c\nd", "e"] },
    { number: 5, fields: ["f", ""] },
  ]);
});

test("a last quote that is missing loses nothing", () => {
  expect(fieldsOf('a;"b;c\nd')).toEqual([["a", "b;c\nd"]]);
});

test("any text is read, however its quotes stand", () => {
  const text = fc.string({ unit: fc.constantFrom(";", '"', "\n", "\r", "\uFEFF", " ", "a", "'") });
  fc.assert(
    fc.property(text, (any) => {
      const letters = any.replaceAll(/[^a]/gu, "");
      expect(fieldsOf(any).flat().join("").replaceAll(/[^a]/gu, "")).toBe(letters);
    }),
    { numRuns: runs(1_000) },
  );
});

test("tabs and commas part fields where they are asked for", () => {
  expect(fieldsOf("a\tb;c", "\t")).toEqual([["a", "b;c"]]);
  expect(fieldsOf('"a,b",c', ",")).toEqual([["a,b", "c"]]);
});

test("whatever is written is read back", () => {
  const field = fc
    .string({ unit: fc.constantFrom(";", '"', "'", "=", "+", "-", "@", "\t", "\n", ",", " ", "a", "é", "\u2019") })
    .map((text) => text.replaceAll("\r", ""));
  fc.assert(
    fc.property(fc.array(fc.array(field, { minLength: 1, maxLength: 5 }), { maxLength: 6 }), (lines) => {
      const kept = lines.filter((fields) => fields.some((one) => one.trim() !== ""));
      expect(fieldsOf(writeCsv(lines))).toEqual(kept);
    }),
    { numRuns: runs(300) },
  );
});
