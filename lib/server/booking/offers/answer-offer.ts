import { Prisma } from "#prisma/generated/client.ts";
import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import type { AppointmentState } from "#lib/booking/appointment.ts";
import {
  answerOffer as ruleOf,
  OFFER_REFUSALS,
  type Offer,
  type OfferAnswer,
  type OfferRefusal,
} from "#lib/booking/offer.ts";
import type { ResidentAppointment } from "#lib/booking/resident-appointment.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import type { Instant } from "#lib/time/instant.ts";
import { isUuid } from "#lib/uuid.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db, type Queryable, type Tx } from "#lib/server/db.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { tellChangedInTransaction } from "#lib/server/message/tell-appointments.ts";
import { claimedId } from "#lib/server/secrets.ts";
import { appointmentOfRow } from "#lib/server/booking/load-appointments.ts";
import { loadBookable, type BookableHalfDay } from "#lib/server/booking/load-bookable.ts";
import { hourColumns, ownCodeFirst } from "#lib/server/booking/move.ts";
import { changeAppointment, changeOpened, openFor, type LockedRow } from "#lib/server/booking/open-appointment.ts";
import { residentAppointmentById } from "#lib/server/booking/read-appointment.ts";
import { offerColumns, offerOfRow } from "./offer-row.ts";
import {
  freshCode,
  retryOnConflict,
  FEWER_LANES,
  laneColumns,
  notifyLineChanged,
} from "#lib/server/booking/appointment-rows.ts";
import { canBeWanted } from "#lib/server/booking/wanted-conseiller.ts";

/** An answer to the offer with this id. */
export type OfferReply = { readonly offer: string; readonly answer: OfferAnswer };

/**
 * Whoever holds the link of an appointment answers an offer of another hour (docs/booking.md#offers). With a yes the
 * appointment takes that hour, also when the service had cancelled it: link and code stay, unless another appointment
 * has the code at that place. With a no the hour is free at once. The same answer again changes nothing. Refused as
 * `lib/booking/offer.ts` says; `not-found` also for the offer of another appointment.
 */
export const answerOffer = (
  secret: string,
  reply: OfferReply,
  codes: () => string = freshCode,
): Promise<Result<ResidentAppointment, OfferRefusal>> =>
  answered(reply, claimedId(secret), codes, (also, change) => changeAppointment(secret, also, change));

/**
 * One of the team answers for the person, who has said it on the telephone or on site. Noted in the journal. Refused as
 * above; `not-allowed` for anybody else than the team of the half-day at which the appointment is now.
 */
export async function answerOfferFor(
  actor: Actor & { readonly kind: "staff" },
  appointment: string,
  reply: OfferReply,
): Promise<Result<ResidentAppointment, OfferRefusal | "not-allowed">> {
  const opened = await openFor(actor, appointment);
  if (!opened) return refuse("not-found");
  const { place, organisation, permanence } = opened;
  const isAllowed = may(actor, { act: "read-contacts", place, organisation });
  if (!isAllowed) return refuse("not-allowed");
  return answered(reply, opened.id, freshCode, (also, change) =>
    changeOpened(
      () => openFor(actor, appointment),
      also,
      async (tx, row) => {
        const done = await change(tx, row);
        if (done.ok) {
          const noted = {
            act: "offer-answered",
            organisation,
            place,
            permanence,
            data: { answer: reply.answer },
          } as const;
          await appendJournal(tx, actor, noted, clock.now());
          await tellChangedInTransaction(tx, clock.now());
        }
        return done;
      },
    ),
  );
}

/**
 * Coming to the hour that is offered is a yes; the caller has asked whether the actor may check the person in there.
 */
export const answerByComing = (
  actor: Actor,
  appointment: string,
  offer: string,
): Promise<Result<ResidentAppointment, OfferRefusal>> =>
  answered({ offer, answer: "yes" }, appointment, freshCode, (also, change) =>
    changeOpened(() => openFor(actor, appointment), also, change),
  );

/** Runs `change` on the row of the appointment, under the locks of its half-day and of the half-days `also`. */
type UnderLocks = (
  also: readonly string[],
  change: (tx: Tx, row: LockedRow) => Promise<Result<ResidentAppointment, OfferRefusal>>,
) => Promise<Result<ResidentAppointment, OfferRefusal>>;

/**
 * Answers an offer of that appointment. Begins again when a constraint says that another appointment has its code at
 * the new place; any other constraint that refuses says that somebody else has the hour: `offer-ended`.
 */
async function answered(
  { offer, answer }: OfferReply,
  appointment: string | undefined,
  codes: () => string,
  underLocks: UnderLocks,
): Promise<Result<ResidentAppointment, OfferRefusal>> {
  const made = isUuid(offer)
    ? await db.appointmentOffer.findUnique({
        where: { id: offer },
        select: { appointmentId: true, permanenceId: true },
      })
    : null;
  if (!made || made.appointmentId !== appointment) return refuse("not-found");
  const done = await retryOnConflict(ownCodeFirst(codes), (code) =>
    underLocks([made.permanenceId], (tx, row) => answerLocked(tx, row, { offer, answer }, code)),
  );
  if (done.ok) return done;
  return refuse(OFFER_REFUSALS.find((code) => code === done.refusal) ?? "offer-ended");
}

async function answerLocked(
  tx: Tx,
  row: LockedRow,
  { offer: id, answer }: OfferReply,
  code: string | undefined,
): Promise<Result<ResidentAppointment, OfferRefusal>> {
  const now = clock.now();
  const made = await tx.appointmentOffer.findUniqueOrThrow({
    where: { id },
    select: { ...offerColumns, hold: { select: { lane: true } } },
  });
  const target = await loadBookable(tx, made.permanenceId, "seen");
  if (!target) return refuse("not-found");
  const { permanence, span, state, bookedAt } = appointmentOfRow(row);
  const offered = {
    permanence,
    span,
    state: state as AppointmentState,
    bookedAt,
    arrived: row.visits.length > 0,
  };
  const offer = offerOfRow(made);
  const done = ruleOf(offer, offered, target.halfDay, answer, now);
  if (!done.ok) return done;
  if (done.value.effect !== "none") await endOffer(tx, made, answer, now);
  if (done.value.effect === "moves")
    await moveTo(
      tx,
      row,
      { target, offer, lane: made.hold?.lane ?? undefined, bookedAt: done.value.bookedAt, code },
      now,
    );
  return accept(await residentAppointmentById(tx, row.id, now));
}

/** Writes the answer and frees the hour; the held row goes first, as where it expires. */
async function endOffer(
  tx: Tx,
  { id, holdId }: { readonly id: string; readonly holdId: string | null },
  answer: OfferAnswer,
  now: Instant,
): Promise<void> {
  if (holdId !== null) await tx.appointment.deleteMany({ where: { id: holdId, state: "held" } });
  await tx.appointmentOffer.update({
    where: { id },
    data: { answer, answeredAt: toDate(now), holdId: null },
    select: { id: true },
  });
}

type AcceptedOffer = {
  readonly target: BookableHalfDay;
  readonly offer: Offer;
  readonly lane: number | undefined;
  readonly bookedAt: Instant;
  readonly code: string | undefined;
};

/**
 * The appointment takes the hour that was offered, in its lane, or beside the lanes when there are fewer of them since.
 * It wants its conseiller there too, where they can be wanted then.
 */
async function moveTo(
  tx: Tx,
  row: LockedRow,
  { target, offer, lane, bookedAt, code }: AcceptedOffer,
  now: Instant,
): Promise<void> {
  await tx.appointment.update({
    where: { id: row.id },
    data: {
      ...hourColumns(target, offer.span),
      ...laneColumns(lane, FEWER_LANES),
      state: "booked",
      cancelledAt: null,
      bookedAt: toDate(bookedAt),
      movedFrom: row.startsAt,
      wantedConseillerId: await wantedThere(tx, row, target, offer, now),
      ...(code !== undefined && { code }),
    },
    select: { id: true },
  });
  await notifyLineChanged(tx, row.permanenceId, target.id);
}

/** The conseiller whom the appointment wants, where they can be wanted at the hour offered. */
async function wantedThere(
  tx: Queryable,
  { id, wantedConseillerId }: LockedRow,
  { placeId, organisation }: BookableHalfDay,
  { span }: Offer,
  now: Instant,
): Promise<string | null> {
  if (wantedConseillerId === null) return null;
  const hour = {
    conseiller: Prisma.sql`${wantedConseillerId}::uuid`,
    place: Prisma.sql`${placeId}`,
    organisation: Prisma.sql`${organisation}::uuid`,
    starts: Prisma.sql`${toDate(span.start)}::timestamptz`,
    ends: Prisma.sql`${toDate(span.end)}::timestamptz`,
  };
  const [asked] = await tx.$queryRaw<
    { readonly can: boolean }[]
  >`SELECT ${canBeWanted(hour, now, Prisma.sql`${id}::uuid`)} AS can`;
  return asked?.can ? wantedConseillerId : null;
}
