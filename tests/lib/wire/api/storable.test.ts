import { isStorable } from "#lib/wire/api/storable.ts";

test.each([
  ["a name", "Fatima"],
  ["a name written from right to left", "محمد بن أحمد"],
  ["a family of four in one picture", "👨‍👩‍👧‍👦 Zoé"],
  ["two lines and a tab", "un\r\n\tdeux"],
  ["nothing", undefined],
  ["numbers and yes or no", { a: [1, true, null, { b: -0.5 }] }],
])("%s can be stored", (_, value) => {
  expect(isStorable(value)).toBe(true);
});

test.each([
  ["a NUL", "Fati\0ma"],
  ["a first surrogate alone", "\ud83d"],
  ["a second surrogate alone", "a\udc00b"],
  ["two surrogates in the wrong order", "\ude00\ud83d"],
  ["a bell", "\u0007"],
  ["a delete", "\u007f"],
])("%s cannot be stored, anywhere in a body", (_, text) => {
  for (const sent of [text, [text], { name: text }, { [text]: 1 }, { a: [{ b: [text] }] }])
    expect(isStorable(sent)).toBe(false);
});

test("a body nested thirty thousand deep is checked to its end", () => {
  const deep = (heart: string): unknown => JSON.parse(`${"[".repeat(30_000)}${heart}${"]".repeat(30_000)}`);
  expect([isStorable(deep('"a"')), isStorable(deep('"\\u0000"'))]).toEqual([true, false]);
});
