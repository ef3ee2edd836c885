import { z } from "zod";
import type { BookingRefusal } from "#lib/booking/appointment.ts";
import type { BookingRequest, MoveRequest } from "#lib/booking/booking-request.ts";
import { contact, filled, start } from "./booking.ts";
import { isPersonalNumber } from "#lib/wire/free-text.ts";
import { topicKey } from "#lib/wire/schedule/topics.ts";
import { written } from "#lib/wire/bounds.ts";

/**
 * For whom somebody books: for themselves, or for somebody else, who has the contact that is given (`other`), or who is
 * helped by whoever has it (`helped`).
 */
export const FOR_WHOM = ["me", "other", "helped"] as const;
export type ForWhom = (typeof FOR_WHOM)[number];

/**
 * The form of the booking page; every field is text. `key`: the hidden idempotency key. `toFetch`, `prefersCall`: of
 * ticked boxes.
 */
const bookForm = z
  .object({
    topic: topicKey,
    startsAt: start,
    ...contact,
    forWhom: z.enum(FOR_WHOM).optional(),
    prefersCall: written().optional(),
    toFetch: written().optional(),
    key: z.uuid(),
  })
  .transform(({ topic, startsAt, key, forWhom = "me", prefersCall, toFetch, ...person }) => ({
    key,
    wish: {
      topics: [topic],
      start: startsAt,
      onBehalfOf: forWhom !== "me",
      ...filled(person),
      ...(forWhom === "helped" && { byHelper: true as const }),
      ...(prefersCall !== undefined && { prefersCall: true as const }),
      ...(toFetch !== undefined && { toFetch: true as const }),
    },
  }));

/** The field a refusal belongs to; `form` when it belongs to no single field. */
export type BookField = "startsAt" | "name" | "phone" | "email" | "form";

/** Why a form was refused: by the rules of booking, because of a field, or because of the request. */
export type FormRefusal =
  | BookingRefusal
  | "hour-missing"
  | "name-too-long"
  | "phone-wrong"
  | "phone-missing"
  | "email-wrong"
  | "not-allowed"
  | "idempotency-key-reused"
  | "malformed"
  | "too-large"
  | "too-many-requests"
  | "busy"
  | "unexpected";

/** The field beside which each refusal is shown. */
export const fieldOf: Readonly<Record<FormRefusal, BookField>> = {
  "hour-missing": "startsAt",
  "slot-taken": "startsAt",
  "outside-hours": "startsAt",
  "leaves-a-hole": "startsAt",
  "too-soon": "startsAt",
  "short-notice": "startsAt",
  "too-many-wait": "startsAt",
  "too-late": "startsAt",
  "name-too-long": "name",
  "personal-number-refused": "name",
  "phone-wrong": "phone",
  "phone-missing": "phone",
  "email-wrong": "email",
  "only-by-team": "form",
  "unknown-topic": "form",
  "permanence-closed": "form",
  "shut-for-now": "form",
  "not-bookable": "form",
  "too-many-appointments": "form",
  "not-found": "form",
  "state-changed": "form",
  "overbooked-enough": "startsAt",
  "unknown-conseiller": "form",
  "conseiller-absent": "startsAt",
  "offer-ended": "form",
  "not-allowed": "form",
  "idempotency-key-reused": "form",
  malformed: "form",
  "too-large": "form",
  "too-many-requests": "form",
  busy: "form",
  unexpected: "form",
};

const FIELDS: readonly BookField[] = ["startsAt", "name", "phone", "email", "form"];

/** Whether a text is one of these codes; a code comes back in a query, which may hold anything. */
export const isFormRefusal = (code: string): code is FormRefusal => Object.hasOwn(fieldOf, code);

/** The refusal for a field that cannot be read. */
const WRONG: Readonly<Record<string, FormRefusal>> = {
  startsAt: "hour-missing",
  name: "name-too-long",
  phone: "phone-wrong",
  email: "email-wrong",
  topic: "unknown-topic",
};

/**
 * A personal number of the State is reported beside the name only; in the telephone or e-mail field it is simply no
 * telephone number or address.
 */
const wrongOf = (issue: z.core.$ZodIssue): FormRefusal =>
  issue.path[0] === "name" && isPersonalNumber(issue)
    ? "personal-number-refused"
    : (WRONG[String(issue.path[0])] ?? "malformed");

export type ReadForm =
  | { readonly ok: true; readonly key: string; readonly wish: BookingRequest }
  | { readonly ok: false; readonly refusals: readonly FormRefusal[] };

/**
 * Reads the booking form. `phone-missing`: somebody who prefers a call left no telephone. Refused with everything that
 * is wrong at once, in the order of the fields.
 */
export function readBookForm(fields: Readonly<Record<string, unknown>>): ReadForm {
  const read = bookForm.safeParse(fields);
  const nobodyToCall = fields["prefersCall"] !== undefined && String(fields["phone"] ?? "").trim() === "";
  if (read.success && !nobodyToCall) return { ok: true, ...read.data };
  const refusals = new Set(read.error?.issues.map(wrongOf));
  if (nobodyToCall) refusals.add("phone-missing");
  return { ok: false, refusals: [...refusals].sort((a, b) => FIELDS.indexOf(fieldOf[a]) - FIELDS.indexOf(fieldOf[b])) };
}

/** The form that adds one more person to an appointment; every field is text. `key`: the hidden idempotency key. */
export const anotherForm = z.object({ name: contact.name, topic: topicKey, key: z.uuid() });

/** The form of the page that moves an appointment; every field is text. `key`: the hidden idempotency key. */
const moveForm = z
  .object({ startsAt: start, permanence: z.uuid(), key: z.uuid() })
  .transform(({ startsAt, ...hidden }) => ({ start: startsAt, ...hidden }));

export type ReadMoveForm =
  | { readonly ok: true; readonly key: string; readonly wish: MoveRequest }
  | { readonly ok: false; readonly refusal: Extract<FormRefusal, "hour-missing" | "malformed"> };

/** Reads the form of a move. `hour-missing` when only the hour is wrong or absent, otherwise `malformed`. */
export function readMoveForm(fields: Readonly<Record<string, unknown>>): ReadMoveForm {
  const read = moveForm.safeParse(fields);
  if (!read.success)
    return {
      ok: false,
      refusal: read.error.issues.every(({ path }) => path[0] === "startsAt") ? "hour-missing" : "malformed",
    };
  const { key, ...wish } = read.data;
  return { ok: true, key, wish };
}
