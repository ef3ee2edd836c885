import { z } from "zod";
import type { TypedContact } from "#lib/booking/found-appointment.ts";
import { CODE, codeOf } from "#lib/booking/typed-code.ts";
import { contact } from "./booking.ts";

/**
 * Why an appointment is not found again, or its link not sent; `code-wrong`: by its form, `nothing-found`: there is
 * none.
 */
export type FindRefusal =
  | "code-wrong"
  | "place-missing"
  | "day-wrong"
  | "nothing-found"
  | "contact-wrong"
  | "malformed"
  | "too-many-requests"
  | "busy"
  | "unexpected";

/** The fields of the two forms; `form` where no single one is meant. */
export type FindField = "code" | "place" | "day" | "contact" | "form";

/** The field beside which each refusal is shown. */
export const findFieldOf: Readonly<Record<FindRefusal, FindField>> = {
  "code-wrong": "code",
  "place-missing": "place",
  "day-wrong": "day",
  "nothing-found": "form",
  "contact-wrong": "contact",
  malformed: "form",
  "too-many-requests": "form",
  busy: "form",
  unexpected: "form",
};

/**
 * Whether a text is one of these codes; a code comes back in a sealed text, which an older version may have written.
 */
export const isFindRefusal = (code: string): code is FindRefusal => Object.hasOwn(findFieldOf, code);

/** A code as it is stored, from one that was typed (docs/api.md#short-codes). */
export const typedCode = z.string().max(40).transform(codeOf).pipe(z.string().regex(CODE));

/** An appointment as somebody remembers it: its code, the slug of the place, the day as it was typed. */
const byCode = z.object({
  code: typedCode,
  place: z
    .string()
    .max(120)
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/u),
  day: z.string().min(1).max(40),
});

export type TypedCode = z.infer<typeof byCode>;
type ReadResult<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusals: readonly FindRefusal[] };

const WRONG = { code: "code-wrong", place: "place-missing", day: "day-wrong" } as const;

/** Reads the form of a code. Refused with everything that is wrong at once, in the order of the fields. */
export function readCodeForm(fields: Readonly<Record<string, unknown>>): ReadResult<TypedCode> {
  const read = byCode.safeParse(fields);
  if (read.success) return { ok: true, value: read.data };
  const wrong = new Set(read.error.issues.map(({ path: [field] }) => field));
  return {
    ok: false,
    refusals: (["code", "place", "day"] as const).filter((one) => wrong.has(one)).map((one) => WRONG[one]),
  };
}

/** Reads the one field in which a telephone or an e-mail is typed. */
export function readContactForm({ contact: typed }: Readonly<Record<string, unknown>>): ReadResult<TypedContact> {
  const email = contact.email.safeParse(typed).data;
  if (email !== undefined) return { ok: true, value: { email: email.toLowerCase() } };
  const phone = contact.phone.safeParse(typed).data;
  return phone === undefined ? { ok: false, refusals: ["contact-wrong"] } : { ok: true, value: { phone } };
}
