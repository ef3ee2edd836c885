import { never } from "../result.ts";
import type { ShareLevel } from "../access/actor.ts";
import { opennessOf, type Openness, type Permanence } from "../schedule/permanence.ts";
import type { Instant } from "../time/instant.ts";
import { accessSummaryOf, type AccessSummary } from "./access-summary.ts";
import type { Dated } from "./week.ts";
import { freeAppointments, type Booked } from "./free-appointments.ts";

/** A half-day before anything is taken away. `minutes`: of the shortest appointment that can be booked there, if any. */
export type HalfDay = Permanence & {
  readonly placeName: string;
  readonly booked: readonly Booked[];
  readonly waiting: number;
  readonly minutes?: number;
  readonly cancelReason?: string;
};

/** Only that the hours are taken. */
export type Taken = Dated & { readonly detail: "taken" };

/** Hours, place, how one comes, tables, load. `free` and `waiting` are absent where they would say nothing. */
export type Counted = Dated & {
  readonly detail: "counted";
  readonly id: string;
  readonly placeName: string;
  readonly tables: number;
  readonly access: AccessSummary;
  readonly free?: number;
  readonly waiting?: number;
  readonly cancelled?: { readonly reason?: string };
  /** Of the level `operational` only: what a person on site confirmed. */
  readonly openness?: { readonly state: Openness; readonly since?: Instant };
};

export type Seen = Taken | Counted;

/**
 * What a share of this level may see of a half-day; undefined when nothing at all. Built up from nothing, so that
 * what is added to a half-day one day stays unseen until somebody decides otherwise. There is no name to redact:
 * none is ever read for a share.
 */
export function redact(half: HalfDay, level: ShareLevel, now: Instant): Seen | undefined {
  switch (level) {
    case "free-busy":
      return half.status === "cancelled" ? undefined : { detail: "taken", ...datedOf(half) };
    case "counts":
      return counted(half, now);
    case "operational":
      return {
        ...counted(half, now),
        openness: { state: opennessOf(half, now), ...(half.openedAt !== undefined && { since: half.openedAt }) },
      };
    default:
      return never(level);
  }
}

/** Whether the hours for appointments are all taken. */
export const isFull = ({ free }: Pick<Counted, "free">): boolean => free === 0;

const datedOf = ({ span, localDate, timeZone }: HalfDay): Dated => ({ span, localDate, timeZone });

function counted(half: HalfDay, now: Instant): Counted {
  const isComing = now < half.span.end && (half.status === "scheduled" || half.status === "open");
  const books = isComing && half.bookableLanes > 0 && half.minutes !== undefined && stillBookable(half, now);
  return {
    detail: "counted",
    ...datedOf(half),
    id: half.id,
    placeName: half.placeName,
    tables: half.desks,
    access: accessSummaryOf(half),
    ...(books && half.minutes !== undefined && { free: freeAppointments(half, half.booked, half.minutes, now) }),
    ...(isComing && half.status === "open" && { waiting: half.waiting }),
    ...(half.status === "cancelled" && {
      cancelled: { ...(half.cancelReason !== undefined && { reason: half.cancelReason }) },
    }),
  };
}

/** "No more appointments" is news before their hours; afterwards it is only the time of day. */
const stillBookable = ({ windows }: HalfDay, now: Instant): boolean =>
  windows.some(({ mode, span }) => mode !== "walk-in" && now < span.end);

/** What a reader who may only know that hours are taken is left of an event. */
const KEPT = /^(BEGIN|END|SEQUENCE|DTSTAMP|DTSTART|DTEND|STATUS|TRANSP|CREATED|LAST-MODIFIED)[:;]/;

/**
 * An event's text for the level `free-busy`: its hours and nothing else, under another name and another identity
 * (the real one names a page that says where). `summary` and `uid` must be short enough not to be folded.
 */
export function redactVevent(vevent: string, summary: string, uid: string): string {
  const kept = vevent.split("\r\n").filter((line) => KEPT.test(line));
  return [kept[0], `UID:${uid}`, `SUMMARY:${summary}`, ...kept.slice(1), ""].join("\r\n");
}
