import type { BookingRefusal } from "#lib/booking/appointment.ts";
import { type SpanInLane, unlessAway } from "#lib/booking/book.ts";
import { forTeam, withoutShare } from "#lib/booking/online-share.ts";
import { reschedule } from "#lib/booking/reschedule.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import type { Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import { isUuid } from "#lib/uuid.ts";
import type { ResidentAppointment } from "#lib/booking/resident-appointment.ts";
import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import type { MoveRequest } from "#lib/booking/booking-request.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import type { Tx } from "#lib/server/db.ts";
import { keepOutcome, outcomeOf } from "#lib/server/idempotency.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { withdrawOffers } from "#lib/server/queue/withdraw-offers.ts";
import { freshCode, retryOnConflict, laneColumns, notifyLineChanged, endExpiredHolds } from "./appointment-rows.ts";
import { appointmentOfRow, loadAppointments } from "./load-appointments.ts";
import { loadBookable, type BookableHalfDay } from "./load-bookable.ts";
import { changeAppointment, changeOpened, openFor, type LockedRow } from "./open-appointment.ts";
import { residentAppointmentById } from "./read-appointment.ts";
import { isOfLine, onLineVerdict, type LineToAsk, type LineVerdict } from "./too-many-wait.ts";
import { readWantedConseiller } from "./wanted-conseiller.ts";

export type MoveRefusal = BookingRefusal | "idempotency-key-reused";

const SCOPE = "move-appointment";

/**
 * The resident moves their appointment to another hour, in its half-day or in another of the same organisation
 * (docs/booking.md#moving). The link stays, and the code too unless another appointment has it at that place. It counts
 * as made now, so it passes nobody who had a number before (docs/line.md#order-of-the-line). Moving to the hour it
 * already has does nothing. A request repeated with the same key (a UUID) moves it once. Refused as
 * `lib/booking/reschedule.ts` says; `conseiller-absent` when the conseiller whom it wants is away then,
 * `unknown-conseiller` when they are none there (any more); `not-found` also for a half-day of another organisation.
 */
export function moveAppointment(
  secret: string,
  wanted: MoveRequest,
  key?: string,
  codes: () => string = freshCode,
): Promise<Result<ResidentAppointment, MoveRefusal>> {
  const { permanence } = wanted;
  if (permanence !== undefined && !isUuid(permanence)) return Promise.resolve(refuse("not-found"));
  return onLineVerdict((line) =>
    retryOnConflict(ownCodeFirst(codes), (code) =>
      changeAppointment(secret, permanence === undefined ? [] : [permanence], (tx, row) =>
        moveOnce(tx, row, wanted, { key, code, line }),
      ),
    ),
  );
}

/**
 * One of the team moves the appointment for its person, who has asked at the desk or on the telephone: also to an hour
 * that is too soon for whoever books alone, at a place where they may book for others. Noted in the journal. Refused as
 * above; `not-found` also for an appointment or half-day at which this person may not.
 */
export async function moveAppointmentFor(
  actor: Extract<Actor, { kind: "staff" }>,
  appointment: string,
  wanted: Required<MoveRequest>,
  codes: () => string = freshCode,
): Promise<Result<ResidentAppointment, MoveRefusal>> {
  const opened = await openFor(actor, appointment);
  if (!opened || !isUuid(wanted.permanence)) return refuse("not-found");
  const { place, organisation } = opened;
  if (!may(actor, { act: "find-appointment", place, organisation })) return refuse("not-found");
  return onLineVerdict(() =>
    retryOnConflict(ownCodeFirst(codes), (code) =>
      changeOpened(
        () => openFor(actor, appointment),
        [wanted.permanence],
        async (tx, row) => {
          const moved = await moveOnce(tx, row, wanted, { code, by: actor });
          const change = {
            act: "appointment-moved",
            organisation,
            place,
            permanence: wanted.permanence,
            data: {},
          } as const;
          if (moved.ok) await appendJournal(tx, actor, change, clock.now());
          return moved;
        },
      ),
    ),
  );
}

/** First `undefined`, which keeps the appointment's own code, since the resident has noted it; after that new codes. */
export function ownCodeFirst(codes: () => string): () => string | undefined {
  let asked = 0;
  return () => {
    asked += 1;
    return asked === 1 ? undefined : codes();
  };
}

/**
 * `code`: a new one, where its own is taken at the other place. `line`: whether the hours of the half-day are withheld,
 * where it was asked. `by`: who of the team moves it for its person.
 */
type HowToMove = {
  readonly key?: string | undefined;
  readonly code: string | undefined;
  readonly line?: LineVerdict | undefined;
  readonly by?: Actor;
};

async function moveOnce(
  tx: Tx,
  row: LockedRow,
  wanted: MoveRequest,
  { key, code, line, by }: HowToMove,
): Promise<Result<ResidentAppointment | LineToAsk, MoveRefusal>> {
  const request = { appointment: row.id, ...wanted };
  const earlier = key === undefined ? accept(undefined) : await outcomeOf(tx, SCOPE, key, request);
  if (!earlier.ok) return earlier;
  const now = clock.now();
  if (earlier.value) return accept(await residentAppointmentById(tx, row.id, now));
  const target = await loadBookable(tx, wanted.permanence ?? row.permanenceId, "seen");
  if (!target || target.organisation !== row.permanence.organisationId) return refuse("not-found");
  const { placeId: place, organisation } = target;
  if (by && !may(by, { act: "book-as-team", place, organisation })) return refuse("not-found");
  const { status, span } = target.halfDay;
  if (!by && status === "open" && !(line && (await isOfLine(tx, target.id, line))))
    return accept({ lineToAsk: target.id, end: span.end });
  const held = { ...appointmentOfRow(row), arrived: row.visits.length > 0 };
  const halfDay = by
    ? forTeam(target.halfDay)
    : {
        ...(held.unproven ? target.halfDay : withoutShare(target.halfDay)),
        tooManyWait: line?.tooManyWait === true,
      };
  const there = await loadAppointments(tx, [target.id]);
  const where = { permanence: target.id, halfDay, start: wanted.start };
  const at = { permanence: target.id, place, organisation };
  const wantedThere = await readWantedConseiller(tx, row.wantedConseillerId, at, now);
  const moved = unlessAway(reschedule(held, where, target.topics, there, now), wantedThere.away);
  if (!moved.ok) return moved;
  if (moved.value && !wantedThere.known) return refuse("unknown-conseiller");
  // Rarely: most half-days hold no hour, and most people want no conseiller.
  if (row.wantedConseillerId !== null || there.some(({ state }) => state === "held"))
    await endExpiredHolds(tx, { permanence: target.id, conseiller: row.wantedConseillerId }, now);
  if (moved.value) await write(tx, row, target, moved.value, code, now);
  if (key !== undefined) await keepOutcome(tx, SCOPE, key, request, { kind: "appointment", id: row.id }, now);
  return accept(await residentAppointmentById(tx, row.id, now));
}

/** Writes the move, and ends an offer of another hour. */
async function write(
  tx: Tx,
  row: LockedRow,
  target: BookableHalfDay,
  { span, lane }: SpanInLane,
  code: string | undefined,
  now: Instant,
): Promise<void> {
  await tx.appointment.update({
    where: { id: row.id },
    data: {
      ...hourColumns(target, span),
      ...laneColumns(lane, undefined),
      bookedAt: toDate(now),
      movedFrom: row.startsAt,
      ...(code !== undefined && { code }),
    },
    select: { id: true },
  });
  await withdrawOffers(tx, [row.id], now);
  await notifyLineChanged(tx, row.permanenceId, target.id);
}

/**
 * The columns of an appointment that comes to another hour; the calls that took the former turn and an announced
 * lateness belong to the former hour.
 */
export const hourColumns = (target: BookableHalfDay, span: Interval) => ({
  permanenceId: target.id,
  organisationId: target.organisation,
  placeId: target.placeId,
  startsAt: toDate(span.start),
  endsAt: toDate(span.end),
  passedBy: [],
  expectedAt: null,
});
