import fc from "fast-check";
import { instant } from "#lib/time/instant.ts";
import { isUuid, uuidv7 } from "#lib/uuid.ts";

const randomBytes = fc.uint8Array({ minLength: 10, maxLength: 10 });
const moment = fc.integer({ min: 0, max: 2 ** 48 - 1 }).map(instant);

test("an id has version 7 and the standard variant", () => {
  fc.assert(
    fc.property(moment, randomBytes, (now, random) => {
      expect(uuidv7(now, random)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }),
  );
});

test("ids sort by the moment they were made", () => {
  fc.assert(
    fc.property(moment, moment, randomBytes, randomBytes, (a, b, one, other) => {
      fc.pre(a < b);
      expect(uuidv7(a, one) < uuidv7(b, other)).toBe(true);
    }),
  );
});

test("the moment is encoded as in RFC 9562, example A.6", () => {
  const random = Uint8Array.of(0x0c, 0xc3, 0x48, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f);
  expect(uuidv7(instant(0x017f22e279b0), random)).toBe("017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
});

test("every random byte changes the id", () => {
  for (let index = 0; index < 10; index += 1) {
    const other = new Uint8Array(10);
    other[index] = index === 2 ? 0b0111_1111 : 0xff;
    expect(uuidv7(instant(1), other)).not.toBe(uuidv7(instant(1), new Uint8Array(10)));
  }
});

test("fewer than 10 random bytes throw a RangeError", () => {
  expect(() => uuidv7(instant(1), new Uint8Array(9))).toThrow(RangeError);
});

test("only texts in the form of a UUID are recognised", () => {
  expect(isUuid("0192d1a0-0000-7000-8000-000000000001")).toBe(true);
  expect(isUuid("0192D1A0-0000-7000-8000-00000000000F")).toBe(true);
  for (const text of [
    "",
    "neuhof",
    "0192d1a0-0000-7000-8000-00000000000",
    "0192d1a0-0000-7000-8000-0000000000011",
    "0192d1a0-0000-7000-8000-00000000000g",
    "'; drop",
  ]) {
    expect(isUuid(text)).toBe(false);
  }
});
