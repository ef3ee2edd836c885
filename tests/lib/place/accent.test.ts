import { colourOf, contrastWithWhite, LEAST_CONTRAST, readableAccent } from "#lib/place/accent.ts";

test("a colour is read with or without its #, in short or in full", () => {
  expect(["#7A1F2B", "7a1f2b", " #abc "].map(colourOf)).toEqual(["#7a1f2b", "#7a1f2b", "#aabbcc"]);
  expect(["", "rouge", "#12345", "#1234567", "#ggg"].map(colourOf)).toEqual(Array(5).fill(undefined));
});

test("the contrast of white on a colour is that of the WCAG", () => {
  expect(["#000000", "#ffffff", "#767676", "#777777", "#e0782f"].map(contrastWithWhite)).toEqual([
    21, 1, 4.54, 4.48, 3.04,
  ]);
});

test("a colour too light for white text is proposed darker, and no darker than needed", () => {
  const proposed = readableAccent("#e0782f");
  expect(contrastWithWhite(proposed)).toBeGreaterThanOrEqual(LEAST_CONTRAST);
  expect(contrastWithWhite(proposed)).toBeLessThan(4.7);
  expect(readableAccent("#7a1f2b")).toBe("#7a1f2b");
  expect(contrastWithWhite(readableAccent("#ffffff"))).toBeGreaterThanOrEqual(LEAST_CONTRAST);
});
