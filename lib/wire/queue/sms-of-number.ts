import { z } from "zod";
import { freeText } from "#lib/wire/free-text.ts";
import { written } from "#lib/wire/bounds.ts";

/** The forms of « Me prévenir par SMS » on the page of a number: a telephone as it was typed, or `stop`. */
export const smsOfNumberForm = z.union([
  z.object({ stop: written() }).transform(() => ({ phone: undefined })),
  z.object({ phone: freeText(40) }),
]);

/** Why it was refused, as the address of the page says it. */
export const SMS_REFUSALS = [
  "phone-wrong",
  "no-mobile",
  "personal-number-refused",
  "state-changed",
  "not-allowed",
  "malformed",
  "too-many-requests",
  "busy",
  "unexpected",
] as const;
export type SmsRefusal = (typeof SMS_REFUSALS)[number];
