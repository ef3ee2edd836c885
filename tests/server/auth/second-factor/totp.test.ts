import { TOTP, Secret } from "otpauth";
import { instant } from "#lib/time/instant.ts";
import { addressOf, lettersOf, stepOf } from "#lib/server/auth/second-factor/totp.ts";

/** The secret of RFC 6238, appendix B; its codes there have eight digits, of which ours are the last six. */
const LETTERS = lettersOf(Buffer.from("12345678901234567890"));
const at = (seconds: number) => instant(seconds * 1000);

test.each([
  [59, "287082", 1],
  [1_111_111_109, "081804", 37_037_036],
  [1_234_567_890, "005924", 41_152_263],
  [20_000_000_000, "353130", 666_666_666],
])("the code of RFC 6238 at second %i is right", (seconds, digits, step) =>
  expect(stepOf(LETTERS, digits, at(seconds))).toBe(step),
);

test("a code holds for its step, the one before and the one after, and no longer", () => {
  const code = new TOTP({ secret: Secret.fromBase32(LETTERS) }).generate({ timestamp: 59_000 });
  expect([0, 29, 30, 59, 60, 89].map((second) => stepOf(LETTERS, code, at(second)))).toEqual([1, 1, 1, 1, 1, 1]);
  expect([90, 119, 300].map((second) => stepOf(LETTERS, code, at(second)))).toEqual([undefined, undefined, undefined]);
});

test("another code is wrong", () => expect(stepOf(LETTERS, "287083", at(59))).toBeUndefined());

test("the address names service and account, whatever their letters, and holds the secret", () => {
  const address = new URL(addressOf(LETTERS, "Aide numérique : Rennes", "nom@ville.example"));
  expect(decodeURIComponent(address.pathname)).toContain("Aide numérique : Rennes:nom@ville.example");
  expect(Object.fromEntries(address.searchParams)).toEqual({
    issuer: "Aide numérique : Rennes",
    secret: LETTERS,
    algorithm: "SHA1",
    digits: "6",
    period: "30",
  });
});
