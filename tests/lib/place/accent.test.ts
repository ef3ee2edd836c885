import fc from "fast-check";
import {
  colourOf,
  contrastOf,
  contrastWithWhite,
  LEAST_CONTRAST,
  readableAccent,
  shadesOf,
} from "#lib/place/accent.ts";

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

test("most accents are shown as they are, above a pale tint of the same colour", () => {
  expect(shadesOf("#7a1f2b")).toEqual({ accent: "#7a1f2b", soft: "#f0e6e8" });
  expect(shadesOf("#005f6b")).toEqual({ accent: "#005f6b", soft: "#e3edef" });
});

test("whatever accent an organisation may have, white is read on it, and it is read on its pale tint and on the paper", () => {
  const colour = fc.integer({ min: 0, max: 0xffffff }).map((code) => `#${code.toString(16).padStart(6, "0")}`);
  fc.assert(
    fc.property(colour.map(readableAccent), (accepted) => {
      const { accent, soft } = shadesOf(accepted);
      for (const paler of ["#ffffff", "#fffdf7", soft])
        expect(contrastOf(accent, paler)).toBeGreaterThanOrEqual(LEAST_CONTRAST);
    }),
  );
});
