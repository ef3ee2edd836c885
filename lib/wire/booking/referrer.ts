import { z } from "zod";
import { MOST_IN_A_ROW, type PeopleToBook, type PersonToBook } from "#lib/booking/hours-in-a-row.ts";
import { contact } from "./booking.ts";
import { topicKey } from "#lib/wire/schedule/topics.ts";
import { freeText } from "#lib/wire/free-text.ts";
import { formOf } from "#lib/wire/staff-form.ts";

/** Appointments to come that a structure may hold: as it is proposed, and at most. */
export const REFERRER_MOST = { usual: 30, most: 200 };

const orNull = <Value>(value: Value | undefined): Value | null => value ?? null;

/**
 * What a coordinator writes of a structure that refers people. A telephone or an e-mail is needed: it is told of those
 * who have none.
 */
export const referrerBody = z
  .strictObject({
    organisation: z.uuid("not-found"),
    name: freeText(120).min(1, "missing"),
    phone: contact.phone.transform(orNull),
    email: contact.email.transform(orNull),
    most: z.coerce.number("malformed").int("malformed").min(1, "malformed").max(REFERRER_MOST.most, "malformed"),
  })
  .refine(({ phone, email }) => phone !== null || email !== null, { path: ["phone"], message: "no-way-to-reach" });
export const referrerForm = formOf(referrerBody);
export type ReferrerTyped = z.output<typeof referrerBody>;

/**
 * What is wrong with the field of that name: the half-day, or a name (`name:1`) or telephone (`phone:1`) of a person.
 */
export type PeopleRefusals = Readonly<Record<string, "half-day-missing" | "name-wrong" | "phone-wrong">>;

/** How many people a form is for, from its text: one to six. */
export const peopleOf = (typed: string | undefined): number => {
  const count = Number.parseInt(typed ?? "", 10);
  return count >= 1 && count <= MOST_IN_A_ROW ? count : 1;
};

const head = z.object({
  permanence: z.uuid(),
  topic: topicKey,
  key: z.uuid(),
  language: contact.language.catch(undefined).default("fr"),
});

/**
 * Reads the form by which a structure books. Refused with everything that is wrong at once; `malformed` when it is none
 * of our forms.
 */
export function readPeopleForm(
  fields: Readonly<Record<string, string>>,
):
  | { readonly ok: true; readonly key: string; readonly wanted: PeopleToBook }
  | { readonly ok: false; readonly refusals: PeopleRefusals | "malformed" } {
  const read = head.safeParse(fields);
  const refusals: Record<string, PeopleRefusals[string]> = {};
  const people: PersonToBook[] = [];
  for (let at = 1; at <= peopleOf(fields["people"]); at += 1) {
    const name = contact.name.safeParse(fields[`name:${at}`]);
    const phone = contact.phone.safeParse(fields[`phone:${at}`]);
    if (!name.success) refusals[`name:${at}`] = "name-wrong";
    if (!phone.success) refusals[`phone:${at}`] = "phone-wrong";
    people.push({
      ...(name.data !== undefined && { name: name.data }),
      ...(phone.data !== undefined && { phone: phone.data }),
    });
  }
  if (!read.success) {
    const only = read.error.issues.every(({ path: [field] }) => field === "permanence");
    if (!only) return { ok: false, refusals: "malformed" };
    refusals["permanence"] = "half-day-missing";
  }
  if (!read.success || Object.keys(refusals).length > 0) return { ok: false, refusals };
  const { key, ...where } = read.data;
  return { ok: true, key, wanted: { ...where, people } };
}
