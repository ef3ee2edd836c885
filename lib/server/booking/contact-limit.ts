import type { Actor } from "../../access/actor.ts";
import type { Appointment } from "../../booking/appointment.ts";
import { instant, type Instant } from "../../time/instant.ts";
import { toDate } from "../clock.ts";
import type { Asked } from "../plain-transaction.ts";

/** How somebody can be reached; only what is given counts. */
export type Contact = { readonly phone?: string; readonly email?: string };

/** Live appointments one contact may hold (CONTRACT, Limits). */
export const MOST_PER_CONTACT = 5;

/** Whose appointments count. The team books for whoever calls, often with one telephone for many: it is not counted. */
export const contactOf = (actor: Actor, { phone, email }: Contact): Contact =>
  actor.kind === "staff" ? {} : { ...(phone !== undefined && { phone }), ...(email !== undefined && { email: email.toLowerCase() }) };

/** What a booking must hold (`hold.ts`) so that two of one contact follow each other, at whatever half-days. */
export const keysOfContact = ({ phone, email }: Contact): readonly string[] => [
  ...(phone === undefined ? [] : [`phone:${phone}`]),
  ...(email === undefined ? [] : [`email:${email}`]),
];

/** What decides a booking: who is booked in the half-day, and how many live appointments the contact holds anywhere. */
export type Decisive = { readonly appointments: readonly Appointment[]; readonly held: number };

type Booked = { readonly id: string; readonly starts: number; readonly ends: number; readonly lane: number | null; readonly booked: number; readonly topics: string[] };

/** Both in one statement, so that a booking takes few; under the locks, which an earlier statement took: it sees what they waited for. */
export async function loadDecisive(tx: Asked, permanenceId: string, { phone, email }: Contact, now: Instant): Promise<Decisive> {
  const [row] = await tx.$queryRaw<{ readonly booked: readonly Booked[] | null; readonly held: number }[]>`
    SELECT
      (SELECT json_agg(json_build_object(
          'id', id, 'starts', extract(epoch FROM starts_at) * 1000, 'ends', extract(epoch FROM ends_at) * 1000,
          'lane', lane, 'booked', extract(epoch FROM booked_at) * 1000, 'topics', topic_keys))
        FROM appointment WHERE permanence_id = ${permanenceId}::uuid AND state = 'booked') AS booked,
      greatest(
        (SELECT count(*) FROM appointment WHERE state = 'booked' AND phone = ${phone ?? null}::text AND ends_at > ${toDate(now)}::timestamptz),
        (SELECT count(*) FROM appointment WHERE state = 'booked' AND lower(email) = ${email ?? null}::text AND ends_at > ${toDate(now)}::timestamptz)
      )::int AS held`;
  return {
    appointments: (row?.booked ?? []).map(({ id, starts, ends, lane, booked, topics }) => ({
      id, permanence: permanenceId, span: { start: instant(starts), end: instant(ends) }, state: "booked", bookedAt: instant(booked), topics,
      ...(lane !== null && { lane }),
    })),
    held: row?.held ?? 0,
  };
}
