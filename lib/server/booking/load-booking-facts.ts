import type { Appointment } from "../../booking/appointment.ts";
import { instant, type Instant } from "../../time/instant.ts";
import { toDate } from "../clock.ts";
import type { Queryable } from "../plain-transaction.ts";

/** The telephone and e-mail address of a booking, by which the contact limit is counted. */
export type PhoneAndEmail = { readonly phone?: string; readonly email?: string };

/** The contact of a booking; an e-mail address counts in small letters. */
export const contactOf = ({ phone, email }: PhoneAndEmail): PhoneAndEmail => ({
  ...(phone !== undefined && { phone }),
  ...(email !== undefined && { email: email.toLowerCase() }),
});

/** The advisory locks (`locks.ts`) that make two bookings of one contact wait for each other, at whatever half-days. */
export const keysOfContact = ({ phone, email }: PhoneAndEmail): readonly string[] => [
  ...(phone === undefined ? [] : [`phone:${phone}`]),
  ...(email === undefined ? [] : [`email:${email}`]),
];

/** The half-day, organisation and contact of a booking, and the conseiller who is wanted, if any. */
export type BookingQuestion = {
  readonly permanence: string;
  readonly organisation: string;
  readonly contact: PhoneAndEmail;
  readonly conseiller: string | undefined;
};

/**
 * What decides a booking: the booked appointments of the half-day, how many live appointments the contact holds anywhere,
 * and whether the wanted conseiller is one of that organisation (true when none is wanted).
 */
export type BookingFacts = {
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

/** Reads them in one statement. Call it after the statement that takes the locks, so that it sees what others committed meanwhile. */
export async function loadBookingFacts(
  tx: Queryable,
  { permanence, organisation, contact: { phone, email }, conseiller }: BookingQuestion,
  now: Instant,
): Promise<BookingFacts> {
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
