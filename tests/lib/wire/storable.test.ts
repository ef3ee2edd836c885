import { isStorable } from "#lib/wire/storable.ts";

test.each([
  ["a name", "Fatima"],
  ["a name written from right to left", "محمد بن أحمد"],
  ["a family of four in one picture", "👨‍👩‍👧‍👦 Zoé"],
  ["two lines and a tab", "un\r\n\tdeux"],
  ["nothing", undefined],
  ["numbers and yes or no", { a: [1, true, null, { b: -0.5 }] }],
])("%s can be kept", (_, value) => {
  expect(isStorable(value)).toBe(true);
});

test.each([
  ["a NUL", "Fati\0ma"],
  ["the first half of a pair", "\ud83d"],
  ["the second half alone", "a\udc00b"],
  ["the two halves in the wrong order", "\ude00\ud83d"],
  ["a bell", "\u0007"],
  ["a delete", "\u007f"],
])("%s cannot, wherever it stands", (_, text) => {
  for (const sent of [text, [text], { name: text }, { [text]: 1 }, { a: [{ b: [text] }] }])
    expect(isStorable(sent)).toBe(false);
});

test("what is nested thirty thousand deep is looked through to its end", () => {
  const deep = (heart: string): unknown => JSON.parse(`${"[".repeat(30_000)}${heart}${"]".repeat(30_000)}`);
  expect([isStorable(deep('"a"')), isStorable(deep('"\\u0000"'))]).toEqual([true, false]);
});
