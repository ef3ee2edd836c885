import { z } from "zod";
import type { BookingRefusal } from "../booking/appointment.ts";
import type { BookingWish } from "../booking/wish.ts";
import { contact, filled, start, topicKey } from "./booking.ts";
import { isPersonalNumber } from "./free-text.ts";

/** The form of the booking page, whose fields are text; `key` is the hidden idempotency key. */
const bookForm = z
  .object({ topic: topicKey, startsAt: start, ...contact, key: z.uuid() })
  .transform(({ topic, startsAt, key, ...person }) => ({
    key,
    wish: { topics: [topic], start: startsAt, onBehalfOf: false, ...filled(person) },
  }));

/** Where something is wrong; `form` is the whole. */
export type BookField = "startsAt" | "name" | "phone" | "email" | "form";

/** Why a form was not taken: what the booking refuses, what a field cannot be, and what is wrong with the request. */
export type FormRefusal =
  | BookingRefusal
  | "hour-missing"
  | "name-too-long"
  | "phone-wrong"
  | "email-wrong"
  | "not-allowed"
  | "idempotency-key-reused"
  | "malformed"
  | "too-large"
  | "too-many-requests"
  | "busy"
  | "unexpected";

/** Beside which field a refusal is said. */
export const fieldOf: Readonly<Record<FormRefusal, BookField>> = {
  "hour-missing": "startsAt",
  "slot-taken": "startsAt",
  "outside-hours": "startsAt",
  "leaves-a-hole": "startsAt",
  "too-soon": "startsAt",
  "too-late": "startsAt",
  "name-too-long": "name",
  "personal-number-refused": "name",
  "phone-wrong": "phone",
  "email-wrong": "email",
  "unknown-topic": "form",
  "permanence-closed": "form",
  "not-bookable": "form",
  "too-many-appointments": "form",
  "not-found": "form",
  "state-changed": "form",
  "overbooked-enough": "startsAt",
  "unknown-conseiller": "form",
  "too-many-lanes": "form",
  "not-allowed": "form",
  "idempotency-key-reused": "form",
  malformed: "form",
  "too-large": "form",
  "too-many-requests": "form",
  busy: "form",
  unexpected: "form",
};

const FIELDS: readonly BookField[] = ["startsAt", "name", "phone", "email", "form"];

/** Whether a text is one of these codes: what an address brings back may be anything. */
export const isFormRefusal = (code: string): code is FormRefusal => Object.hasOwn(fieldOf, code);

const WRONG: Readonly<Record<string, FormRefusal>> = {
  startsAt: "hour-missing",
  name: "name-too-long",
  phone: "phone-wrong",
  email: "email-wrong",
  topic: "unknown-topic",
};

/** A number of the State is said beside the name; where a telephone number or an address is asked, it is none. */
const wrongOf = (issue: z.core.$ZodIssue): FormRefusal =>
  issue.path[0] === "name" && isPersonalNumber(issue)
    ? "personal-number-refused"
    : (WRONG[String(issue.path[0])] ?? "malformed");

export type ReadForm =
  | { readonly ok: true; readonly key: string; readonly wish: BookingWish }
  | { readonly ok: false; readonly refusals: readonly FormRefusal[] };

/** The form as it was sent, or all that is wrong with it at once, in the order of its fields. */
export function readBookForm(fields: Readonly<Record<string, unknown>>): ReadForm {
  const read = bookForm.safeParse(fields);
  if (read.success) return { ok: true, ...read.data };
  const refusals = new Set(read.error.issues.map(wrongOf));
  return { ok: false, refusals: [...refusals].sort((a, b) => FIELDS.indexOf(fieldOf[a]) - FIELDS.indexOf(fieldOf[b])) };
}
