import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import type { AppointmentState } from "#lib/booking/appointment.ts";
import { latenessOf } from "#lib/booking/appointment-state.ts";
import { hourOfComer } from "#lib/booking/offer.ts";
import { refuse, type Result } from "#lib/result.ts";
import type { PermanenceStatus } from "#lib/schedule/permanence.ts";
import { isToday } from "#lib/schedule/today.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import { isUuid } from "#lib/uuid.ts";
import { clock } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { checkIn, type CheckedIn, type CheckInRefusal } from "#lib/server/queue/check-in.ts";
import { permanenceEndOf } from "#lib/server/schedule/permanence-rows.ts";
import { answerByComing } from "./answer-offer.ts";
import { offerColumns, offerOfRow } from "./offer-row.ts";

/**
 * A booked person is here, as in `checkIn`, also for an hour at this place that is offered and that they have not
 * answered: coming is a yes (docs/booking.md#offers). Refused as `checkIn` says; `numbers-not-given` while the half-day
 * of that hour has not begun, and the offer stays open; `ask-the-team` when the former hour is not received here and
 * the other one is not held any more.
 */
export async function arrive(actor: Actor, appointment: string): Promise<Result<CheckedIn, CheckInRefusal>> {
  const row = isUuid(appointment) ? await readComer(appointment) : null;
  const last = row?.offers[0];
  if (!row || !last || row.visits.length > 0 || last.answer === "yes" || last.answer === "withdrawn")
    return checkIn(actor, appointment);
  const now = clock.now();
  const { placeId: place, organisationId: organisation } = last.permanence;
  if (
    !may(actor, { act: "check-in", permanence: last.permanenceId, place, organisation }) ||
    !isHeldToday(last.permanence, now)
  )
    return checkIn(actor, appointment);
  const permanenceEnd = permanenceEndOf(row.permanence);
  const state = row.state as AppointmentState;
  const known = {
    state,
    span: { start: momentOf(row.startsAt), end: momentOf(row.endsAt) },
    permanenceEnd,
    passedBy: row.passedBy,
  };
  const received = row.permanence.placeId === place && isHeldToday(row.permanence, now) && now < permanenceEnd;
  const hour = hourOfComer(offerOfRow(last), { state, received, late: latenessOf(known, now) }, now);
  if (hour === "ask-the-team") return refuse("ask-the-team");
  if (hour === "former") return checkIn(actor, appointment);
  if (last.permanence.status !== "open" && last.permanence.numbers === "not-yet") return refuse("numbers-not-given");
  const answered = await answerByComing(actor, appointment, last.id);
  return answered.ok ? checkIn(actor, appointment) : refuse("ask-the-team");
}

const halfDay = {
  placeId: true,
  organisationId: true,
  startsAt: true,
  endsAt: true,
  closedAt: true,
  status: true,
  timeZone: true,
} as const;

/** The appointment with its half-day and its last offer; null for none, and for a held hour. */
const readComer = (id: string) =>
  db.appointment.findUnique({
    where: { id, state: { not: "held" } },
    select: {
      state: true,
      startsAt: true,
      endsAt: true,
      passedBy: true,
      visits: { select: { id: true } },
      permanence: { select: halfDay },
      offers: {
        select: { ...offerColumns, permanence: { select: { ...halfDay, numbers: true } } },
        orderBy: [{ createdAt: "desc" }, { id: "desc" }],
        take: 1,
      },
    },
  });

type HalfDayRow = {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly status: string;
  readonly timeZone: string;
};

const isHeldToday = ({ startsAt, endsAt, status, timeZone }: HalfDayRow, now: Instant): boolean =>
  isToday(
    { span: { start: momentOf(startsAt), end: momentOf(endsAt) }, status: status as PermanenceStatus },
    timeZone,
    now,
  );

const momentOf = (date: Date): Instant => instant(date.getTime());
