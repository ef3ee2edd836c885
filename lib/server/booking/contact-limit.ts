import type { Appointment } from "../../booking/appointment.ts";
import { instant, type Instant } from "../../time/instant.ts";
import { toDate } from "../clock.ts";
import type { Queryable } from "../plain-transaction.ts";

/** How somebody can be reached; only what is given counts. */
export type Contact = { readonly phone?: string; readonly email?: string };

/** Live appointments one contact may hold (CONTRACT, Limits). */
export const MOST_PER_CONTACT = 5;

/** One e-mail address is one contact however it is written. */
export const contactOf = ({ phone, email }: Contact): Contact => ({
  ...(phone !== undefined && { phone }),
  ...(email !== undefined && { email: email.toLowerCase() }),
});

/** What a booking must hold (`hold.ts`) so that two of one contact follow each other, at whatever half-days. */
export const keysOfContact = ({ phone, email }: Contact): readonly string[] => [
  ...(phone === undefined ? [] : [`phone:${phone}`]),
  ...(email === undefined ? [] : [`email:${email}`]),
];

/** What is asked of a booking beside its hour: of a half-day of whom, with which contact, by whom one wants to be helped. */
export type Deciding = {
  readonly permanence: string;
  readonly organisation: string;
  readonly contact: Contact;
  readonly conseiller: string | undefined;
};

/**
 * What decides a booking: who is booked in the half-day, how many live appointments the contact holds anywhere, and
 * whether the conseiller is one of that organisation's team (also when none is wanted).
 */
export type Decisive = {
  readonly appointments: readonly Appointment[];
  readonly held: number;
  readonly knownConseiller: boolean;
};

type Booked = {
  readonly id: string;
  readonly starts: number;
  readonly ends: number;
  readonly lane: number | null;
  readonly booked: number;
  readonly topics: string[];
};

/** All in one statement, so that a booking takes few; under the locks, which an earlier statement took: it sees what they waited for. */
export async function loadDecisive(
  tx: Queryable,
  { permanence, organisation, contact: { phone, email }, conseiller }: Deciding,
  now: Instant,
): Promise<Decisive> {
  const [row] = await tx.$queryRaw<
    { readonly booked: readonly Booked[] | null; readonly held: number; readonly known: boolean }[]
  >`
    SELECT
      (SELECT json_agg(json_build_object(
          'id', id, 'starts', extract(epoch FROM starts_at) * 1000, 'ends', extract(epoch FROM ends_at) * 1000,
          'lane', lane, 'booked', extract(epoch FROM booked_at) * 1000, 'topics', topic_keys))
        FROM appointment WHERE permanence_id = ${permanence}::uuid AND state = 'booked') AS booked,
      greatest(
        (SELECT count(*) FROM appointment WHERE state = 'booked' AND phone = ${phone ?? null}::text AND ends_at > ${toDate(now)}::timestamptz),
        (SELECT count(*) FROM appointment WHERE state = 'booked' AND lower(email) = ${email ?? null}::text AND ends_at > ${toDate(now)}::timestamptz)
      )::int AS held,
      (${conseiller ?? null}::uuid IS NULL OR EXISTS (
        SELECT 1 FROM membership WHERE user_id = ${conseiller ?? null}::uuid AND organisation_id = ${organisation}::uuid AND role = 'conseiller')) AS known`;
  return {
    appointments: (row?.booked ?? []).map(({ id, starts, ends, lane, booked, topics }) => ({
      id,
      permanence,
      span: { start: instant(starts), end: instant(ends) },
      state: "booked",
      bookedAt: instant(booked),
      topics,
      ...(lane !== null && { lane }),
    })),
    held: row?.held ?? 0,
    knownConseiller: row?.known ?? false,
  };
}
