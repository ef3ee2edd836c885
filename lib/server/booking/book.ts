import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import { holdsNumberInName, holdsPersonalNumber } from "#lib/access/personal-number.ts";
import type { BookingRefusal, Appointment } from "#lib/booking/appointment.ts";
import { book as inLane, isContactLimitReached, unlessAway } from "#lib/booking/book.ts";
import { bookHeld, isHeldHour, type BookingRule } from "#lib/booking/hold.ts";
import { forTeam, withoutShare } from "#lib/booking/online-share.ts";
import { overbook, type PlaceOrBeside } from "#lib/booking/overbook.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import { isUuid } from "#lib/uuid.ts";
import type { ResidentAppointment } from "#lib/booking/resident-appointment.ts";
import type { BookingRequest } from "#lib/booking/booking-request.ts";
import { Prisma } from "#prisma/generated/client.ts";
import { clock, toDate, freshId } from "#lib/server/clock.ts";
import { db, plainTransaction, type Queryable } from "#lib/server/db.ts";
import { keepOutcome, outcomeOf } from "#lib/server/idempotency.ts";
import { claimedId, opens, secretOf } from "#lib/server/secrets.ts";
import { freshCode, retryOnConflict, insertAppointment, notifyLineChanged, type InParty } from "./appointment-rows.ts";
import { conseillerKey, loadBookable, type BookableHalfDay } from "./load-bookable.ts";
import { provenOf, type Proven } from "#lib/server/message/prove-contact.ts";
import { isReferrerFull } from "./referrers/referrer.ts";
import { residentAppointmentById } from "./read-appointment.ts";
import { isOfLine, onLineVerdict, type LineToAsk, type LineVerdict } from "./too-many-wait.ts";
import { wantedColumns, wantedOf, type WantedColumns } from "./wanted-conseiller.ts";

export type BookRefusal = BookingRefusal | "not-allowed" | "idempotency-key-reused";
/**
 * `hold`: the secret of an hour that is held for whoever books (`hold.ts`); it ends with the booking. Booking that very
 * hour also wants the conseiller for whom it is held, unless the team wants another.
 */
export type Booking = BookingRequest & {
  readonly permanence: string;
  readonly hold?: string;
  /** The structure that books by its own address (`referrers/referrer.ts`), which has a limit of its own. */
  readonly referrer?: string;
  readonly party?: InParty;
};

/** The scope of the idempotency keys of bookings. */
export const BOOKING_SCOPE = "book-appointment";

/**
 * Books an hour of a half-day, in the lowest lane where it fits; the team may also ask for an hour beside the lanes and
 * for a conseiller. The same key (a UUID) leads to the same appointment however often it is sent. Decided under the
 * locks of the contact and of the half-day, in six statements (docs/decisions/acts-and-rows.md), and at a half-day that
 * is open by the estimate of its line (`onLineVerdict`). Refused as
 * `lib/booking/book.ts` and `overbook.ts` say; `personal-number-refused` for a name or reason that holds a number of
 * the State; `too-many-appointments` when a contact who books alone holds five already; `unknown-conseiller`;
 * `conseiller-absent`; `not-allowed`.
 */
export async function bookAppointment(
  actor: Actor,
  wanted: Booking,
  key?: string,
  codes: () => string = freshCode,
): Promise<Result<ResidentAppointment, BookRefusal>> {
  if (!may(actor, { act: "book" })) return refuse("not-allowed");
  if (!isUuid(wanted.permanence)) return refuse("not-found");
  if (holdsNumberInName(wanted.name ?? "") || holdsPersonalNumber(wanted.overbook?.reason ?? ""))
    return refuse("personal-number-refused");
  const booked = await onLineVerdict((line) =>
    retryOnConflict(codes, (code) => plainTransaction((tx) => bookOnce(tx, actor, wanted, { key, code, line }), actor)),
  );
  if (!booked.ok) return booked;
  return accept(
    "earlier" in booked.value ? await residentAppointmentById(db, booked.value.earlier, clock.now()) : booked.value,
  );
}

/** The id of the appointment that this key led to before. */
type Earlier = { readonly earlier: string };

/** `line`: whether the hours of the half-day are withheld, where it was asked. */
type HowToBook = {
  readonly key: string | undefined;
  readonly code: string;
  readonly line: LineVerdict | undefined;
};

async function bookOnce(
  tx: Queryable,
  actor: Actor,
  wanted: Booking,
  { key, code, line }: HowToBook,
): Promise<Result<ResidentAppointment | Earlier | LineToAsk, BookRefusal>> {
  const contact = contactOf(wanted);
  const hold = wanted.hold === undefined ? undefined : holdOfSecret(wanted.hold);
  const keys = [
    ...keysOfContact(contact),
    ...conseillerKey(wanted.wantedConseiller),
    ...(wanted.referrer === undefined ? [] : [`referrer:${wanted.referrer}`]),
  ];
  const bookable = await loadBookable(tx, wanted.permanence, "locked", keys, hold);
  if (!bookable) return refuse("not-found");
  const { id: permanence, placeId: place, organisation } = bookable;
  const asTeam = may(actor, { act: "book-as-team", place, organisation });
  if (!asTeam && (wanted.overbook !== undefined || wanted.wantedConseiller !== undefined)) return refuse("not-allowed");
  const earlier = key === undefined ? accept(undefined) : await outcomeOf(tx, BOOKING_SCOPE, key, wanted);
  if (!earlier.ok) return earlier;
  if (earlier.value) return accept({ earlier: earlier.value.id });
  const now = clock.now();
  const facts = await loadBookingFacts(
    tx,
    { permanence, place, organisation, contact, conseiller: wanted.wantedConseiller, hold },
    now,
  );
  const { appointments, held } = facts;
  const own = appointments.find(({ id, state }) => state === "held" && id === hold);
  const isTheirs = own !== undefined && isHeldHour(bookable.halfDay, bookable.topics, wanted, own, now);
  const conseiller = isTheirs ? facts.conseiller : wanted.wantedConseiller;
  if (conseiller !== undefined && !facts.knownConseiller) return refuse("unknown-conseiller");
  const { status, span } = bookable.halfDay;
  const alone = !asTeam && wanted.referrer === undefined && !isTheirs;
  if (alone && status === "open" && !(line && (await isOfLine(tx, permanence, line))))
    return accept({ lineToAsk: permanence, end: span.end });
  const rule: BookingRule = wanted.overbook ? overbook : inLane;
  const isCounted = wanted.referrer === undefined && facts.proven === undefined;
  const halfDay = asTeam
    ? forTeam(bookable.halfDay)
    : {
        ...(isCounted ? bookable.halfDay : withoutShare(bookable.halfDay)),
        tooManyWait: alone && line?.tooManyWait === true,
      };
  const asked = [halfDay, bookable.topics, appointments, wanted] as const;
  const placed = unlessAway(
    own ? bookHeld(...asked, own, rule, now) : rule(...asked, now),
    conseiller === undefined ? [] : facts.away,
  );
  if (!placed.ok) return placed;
  // The team books for people without a telephone, often with its own number: its bookings are not limited.
  const isFull =
    wanted.referrer === undefined
      ? isContactLimitReached(held)
      : await isReferrerFull(tx, wanted.referrer, organisation, now);
  if (!asTeam && isFull) return refuse("too-many-appointments");
  const id = freshId();
  await insertAppointment(tx, {
    id,
    code,
    bookable,
    placed: placed.value,
    wanted,
    conseiller,
    asTeam,
    proven: facts.proven,
    referrer: wanted.referrer,
    party: wanted.party,
    ends: hold,
    now,
  });
  await notifyLineChanged(tx, permanence);
  if (key !== undefined) await keepOutcome(tx, BOOKING_SCOPE, key, wanted, { kind: "appointment", id }, now);
  return accept(justBooked(id, code, bookable, placed.value, wanted, now));
}

/** The id of the held hour that this secret opens, at whatever half-day; it may have ended. */
function holdOfSecret(secret: string): string | undefined {
  const id = claimedId(secret);
  return id !== undefined && opens(secret, "hold", id, 1) ? id : undefined;
}

const justBooked = (
  id: string,
  code: string,
  { id: permanence, organisation, timeZone, place: where, phone }: BookableHalfDay,
  { span }: PlaceOrBeside,
  { topics }: Booking,
  now: Instant,
): ResidentAppointment => ({
  id,
  code,
  span,
  timeZone,
  permanence,
  organisation,
  place: where,
  createdAt: now,
  bookedAt: now,
  secret: secretOf("appointment", id, 1),
  state: "booked",
  topics: [...new Set(topics)],
  ...(phone !== undefined && { phone }),
});

/**
 * The secret of the appointment that a form with this key (a UUID) has booked. Only who sent that form knows the key.
 */
export async function secretOfFormKey(key: string): Promise<string | undefined> {
  const kept = await db.idempotencyKey.findUnique({
    where: { scope_key: { scope: BOOKING_SCOPE, key } },
    select: { outcomeId: true },
  });
  const held =
    kept &&
    (await db.appointment.findUnique({ where: { id: kept.outcomeId }, select: { id: true, generation: true } }));
  return held ? secretOf("appointment", held.id, held.generation) : undefined;
}

/** The telephone and e-mail address of a booking, by which the contact limit is counted. */
export type PhoneAndEmail = { readonly phone?: string; readonly email?: string };

/** The contact of a booking; an e-mail address counts in small letters. */
export const contactOf = ({ phone, email }: PhoneAndEmail): PhoneAndEmail => ({
  ...(phone !== undefined && { phone }),
  ...(email !== undefined && { email: email.toLowerCase() }),
});

/**
 * The keys of the advisory locks (`advisoryLocks`) that make two bookings of one contact wait for each other, at
 * whatever half-days.
 */
export const keysOfContact = ({ phone, email }: PhoneAndEmail): readonly string[] => [
  ...(phone === undefined ? [] : [`phone:${phone}`]),
  ...(email === undefined ? [] : [`email:${email}`]),
];

/**
 * The half-day, its place and organisation, and the contact of a booking, and the conseiller who is wanted, if any.
 * `hold`: the id of a held hour, whose conseiller is asked about when no other is wanted.
 */
export type BookingQuestion = {
  readonly permanence: string;
  readonly place: string;
  readonly organisation: string;
  readonly contact: PhoneAndEmail;
  readonly conseiller: string | undefined;
  readonly hold?: string | undefined;
};

/**
 * What decides a booking: the booked and held appointments of the half-day, how many live appointments the contact
 * holds anywhere, what of it is proven (docs/booking.md#online-share), the conseiller who is asked about, whether they
 * are one of that organisation at that place (true without one), and when they are away during the half-day.
 */
export type BookingFacts = {
  readonly appointments: readonly Appointment[];
  readonly held: number;
  readonly proven: Proven | undefined;
  readonly conseiller: string | undefined;
  readonly knownConseiller: boolean;
  readonly away: readonly Interval[];
};

type Booked = {
  readonly id: string;
  readonly starts: number;
  readonly ends: number;
  readonly lane: number | null;
  readonly booked: number;
  readonly topics: string[];
  readonly until: number | null;
  readonly unproven: boolean;
};

/**
 * SQL: how many live appointments have this telephone or e-mail address; 0 without one. `day` leaves out the months
 * that are over.
 */
const liveOf = (column: "phone" | "lower(email)", value: string | undefined, now: Instant): Prisma.Sql => {
  if (value === undefined) return Prisma.sql`0`;
  const same = Prisma.sql`${Prisma.raw(column)} = ${value}::text`;
  const at = Prisma.sql`${toDate(now)}::timestamptz`;
  return Prisma.sql`(
    SELECT count(*) FROM appointment JOIN (
        SELECT appointment_id FROM appointment_contact WHERE ${same} AND ends_at > ${at} AND day >= (${at} AT TIME ZONE 'UTC')::date
      ) AS contact ON id = appointment_id WHERE state = 'booked')`;
};

/**
 * Reads them in one statement; about a conseiller only where one may be wanted. Call it after the statement that takes
 * the locks, so that it sees what others committed meanwhile.
 */
export async function loadBookingFacts(
  tx: Queryable,
  { permanence, place, organisation, contact, conseiller, hold }: BookingQuestion,
  now: Instant,
): Promise<BookingFacts> {
  const wantsOne = conseiller !== undefined || hold !== undefined;
  const [row] = await tx.$queryRaw<
    (WantedColumns & {
      readonly booked: readonly Booked[] | null;
      readonly held: number;
      readonly proven: Proven | null;
      readonly conseiller?: string | null;
    })[]
  >`
    SELECT
      (SELECT json_agg(json_build_object(
          'id', id, 'starts', extract(epoch FROM starts_at) * 1000, 'ends', extract(epoch FROM ends_at) * 1000,
          'lane', lane, 'booked', extract(epoch FROM booked_at) * 1000, 'topics', topic_keys,
          'until', extract(epoch FROM held_until) * 1000, 'unproven', origin = 'online' AND proven IS NULL))
        FROM appointment WHERE permanence_id = ${permanence}::uuid AND state IN ('booked', 'held')) AS booked,
      greatest(
        ${liveOf("phone", contact.phone, now)},
        ${liveOf("lower(email)", contact.email, now)}
      )::int AS held,
      ${provenOf(contact, now)} AS proven
      ${
        wantsOne
          ? Prisma.sql`, wanted.conseiller, ${wantedColumns(Prisma.sql`wanted.conseiller`, { permanence, place, organisation }, now)}
            FROM (SELECT coalesce(${conseiller ?? null}::uuid, (
              SELECT wanted_conseiller_id FROM appointment WHERE id = ${hold ?? null}::uuid AND state = 'held')) AS conseiller) AS wanted`
          : Prisma.empty
      }`;
  const { known, away } = wantsOne ? wantedOf(row) : { known: true, away: [] };
  return {
    appointments: (row?.booked ?? []).map(({ id, starts, ends, lane, booked, topics, until, unproven }) => ({
      id,
      permanence,
      span: { start: instant(starts), end: instant(ends) },
      state: until === null ? "booked" : "held",
      bookedAt: instant(booked),
      topics,
      ...(until !== null && { heldUntil: instant(until) }),
      ...(lane !== null && { lane }),
      ...(unproven && { unproven }),
    })),
    held: row?.held ?? 0,
    proven: row?.proven ?? undefined,
    conseiller: row?.conseiller ?? undefined,
    knownConseiller: known,
    away,
  };
}
