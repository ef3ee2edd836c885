import { assertNever } from "#lib/result.ts";
import type { ShareLevel } from "#lib/access/actor.ts";
import { opennessOf, type Openness, type Permanence } from "#lib/schedule/permanence.ts";
import type { MovedTo } from "#lib/schedule/moved-to.ts";
import type { Instant } from "#lib/time/instant.ts";
import { accessSummaryOf, type AccessSummary } from "./access-summary.ts";
import type { CalendarItem } from "./week.ts";
import { freeAppointments, type Booked } from "./free-appointments.ts";

/**
 * A half-day with all that a share might show. `openDesks`: at how many people are received; `minutes`: of the shortest
 * appointment that can be booked there, if any.
 */
export type HalfDayToShare = Permanence & {
  readonly placeName: string;
  readonly openDesks: number;
  readonly booked: readonly Booked[];
  readonly waiting: number;
  readonly minutes?: number;
  readonly cancelReason?: string;
  readonly movedTo?: MovedTo;
};

/**
 * What a share sees of a half-day: hours, place, how one comes, desks. `free` and `waiting` are the load: absent for
 * `open-hours`, and where they mean nothing.
 */
export type SharedHalfDay = CalendarItem & {
  readonly id: string;
  readonly placeName: string;
  readonly desks: number;
  readonly access: AccessSummary;
  readonly free?: number;
  readonly waiting?: number;
  readonly cancelled?: { readonly reason?: string; readonly movedTo?: MovedTo };
  /** What residents read of the closure that keeps it from being held for now. */
  readonly shut?: string;
  /** Level `operational` only: what a person on site confirmed. */
  readonly openness?: { readonly state: Openness; readonly since?: Instant };
};

/**
 * What a share of this level sees of a half-day (docs/calendars.md#what-is-removed). Never: names,
 * contacts, codes, topics, reasons for priority or turning away. The answer is built field by field, so a field added
 * to a half-day later stays hidden until somebody decides otherwise.
 */
export function redact(half: HalfDayToShare, level: ShareLevel, now: Instant): SharedHalfDay {
  switch (level) {
    case "open-hours":
      return planned(half);
    case "with-load":
      return { ...planned(half), ...loadOf(half, now) };
    case "operational":
      return {
        ...planned(half),
        ...loadOf(half, now),
        openness: { state: opennessOf(half, now), ...(half.openedAt !== undefined && { since: half.openedAt }) },
      };
    default:
      return assertNever(level);
  }
}

/** Whether the hours for appointments are all taken. */
export const isFull = ({ free }: Pick<SharedHalfDay, "free">): boolean => free === 0;

const datedOf = ({ span, localDate, timeZone }: HalfDayToShare): CalendarItem => ({ span, localDate, timeZone });

const planned = (half: HalfDayToShare): SharedHalfDay => ({
  ...datedOf(half),
  id: half.id,
  placeName: half.placeName,
  desks: half.openDesks,
  access: accessSummaryOf(half),
  ...(half.status === "cancelled" && {
    cancelled: {
      ...(half.cancelReason !== undefined && { reason: half.cancelReason }),
      ...(half.movedTo && { movedTo: half.movedTo }),
    },
  }),
  ...(half.shut !== undefined && { shut: half.shut }),
});

/**
 * How many appointments are free while some can still be booked, and how many people wait while the half-day is open.
 */
function loadOf(half: HalfDayToShare, now: Instant): Pick<SharedHalfDay, "free" | "waiting"> {
  const isComing =
    now < half.span.end && (half.status === "scheduled" || half.status === "open") && half.shut === undefined;
  const books = isComing && half.bookableLanes > 0 && half.minutes !== undefined && stillBookable(half, now);
  return {
    ...(books && half.minutes !== undefined && { free: freeAppointments(half, half.booked, half.minutes, now) }),
    ...(isComing && half.status === "open" && { waiting: half.waiting }),
  };
}

/** Whether a bookable window is still to end: after it, a count of free appointments means nothing. */
const stillBookable = ({ windows }: HalfDayToShare, now: Instant): boolean =>
  windows.some(({ mode, span }) => mode !== "walk-in" && now < span.end);
