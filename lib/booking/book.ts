import { accept, refuse, type Result } from "#lib/result.ts";
import type { TopicTime } from "#lib/schedule/topic.ts";
import { plusMinutes, type Instant } from "#lib/time/instant.ts";
import { encloses, type Interval, overlaps } from "#lib/time/interval.ts";
import type { Appointment, BookingRefusal } from "./appointment.ts";
import {
  bookableSpans,
  earliestStart,
  offeredStarts,
  fittingStarts,
  gridFrom,
  type Bookable,
  lengthsOf,
  takesItsHour,
} from "./bookable-times.ts";

/** What somebody asks for: topics by their keys, and the start. */
export type Wish = { readonly topics: readonly string[]; readonly start: Instant };

/** Where it is booked: the lowest lane in which that start is offered. */
export type SpanInLane = { readonly span: Interval; readonly lane: number };

/**
 * Whether the wish can be booked now, and where. The caller holds the lock of the half-day and has read `appointments`
 * under it; `known` are the topics of the organisation. Refused: `permanence-closed` (over or cancelled),
 * `shut-for-now`, `unknown-topic`, `not-bookable` (walk-ins only), `outside-hours` (off the grid, or not wholly in a
 * window for appointments), `too-soon` (in the past), `short-notice`, `too-many-wait` (its hours are withheld),
 * `slot-taken`, `leaves-a-hole`, `only-by-team` (more than the online share).
 */
export function book(
  halfDay: Bookable,
  known: readonly TopicTime[],
  appointments: readonly Appointment[],
  { topics, start }: Wish,
  now: Instant,
): Result<SpanInLane, BookingRefusal> {
  if (halfDay.status === "closed" || halfDay.status === "cancelled" || halfDay.span.end <= now)
    return refuse("permanence-closed");
  if (halfDay.shut !== undefined) return refuse("shut-for-now");
  const lengths = lengthsOf(halfDay, known, topics);
  if (!lengths.ok) return lengths;
  const { length, shortest } = lengths.value;
  const span = { start, end: plusMinutes(start, length) };
  if (halfDay.bookableLanes === 0 || bookableSpans(halfDay).length === 0) return refuse("not-bookable");
  if (gridFrom(halfDay.span.start, start) !== start || !bookableSpans(halfDay).some((open) => encloses(open, span)))
    return refuse("outside-hours");
  if (start < now) return refuse("too-soon");
  if (start < earliestStart(halfDay, now)) return refuse("short-notice");
  if (halfDay.tooManyWait) return refuse("too-many-wait");
  const placements = fittingStarts(halfDay, appointments, length, shortest, now);
  const here = placements.filter((placement) => placement.span.start === start);
  if (here.length === 0) return refuse("slot-taken");
  const lanes = offeredStarts(placements)
    .filter((placement) => placement.span.start === start)
    .map(({ lane }) => lane);
  if (lanes.length === 0) return refuse("leaves-a-hole");
  return isOnlyByTeam(halfDay, appointments, span, now)
    ? refuse("only-by-team")
    : accept({ span, lane: Math.min(...lanes) });
}

/** Minutes ahead that whoever has no proven contact books online: four weeks. */
const AHEAD_ONLINE = 28 * 24 * 60;

/**
 * Whether whoever asks has to call or come to book that span (docs/booking.md#online-share): it is further than four
 * weeks ahead, or would take more than the online share of the half-day. `onlineShare` is absent for whom neither
 * counts. One appointment is always within a share, however long it is, unless the share is nought.
 */
export function isOnlyByTeam(
  halfDay: Pick<Bookable, "span" | "windows" | "bookableLanes" | "onlineShare">,
  appointments: readonly Appointment[],
  span: Interval,
  now: Instant,
): boolean {
  const { onlineShare, bookableLanes } = halfDay;
  if (onlineShare === undefined) return false;
  if (onlineShare === 0 || plusMinutes(now, AHEAD_ONLINE) < span.start) return true;
  const taken = timeOf(appointments.filter((one) => one.unproven && takesItsHour(one, now)).map((one) => one.span));
  const share = (bookableLanes * timeOf(bookableSpans(halfDay)) * onlineShare) / 100;
  return taken > 0 && taken + timeOf([span]) > share;
}

const timeOf = (spans: readonly Interval[]): number => spans.reduce((sum, { start, end }) => sum + end - start, 0);

/**
 * Live appointments that one telephone number or e-mail address may hold (docs/api.md#limits,
 * docs/booking.md#contact-limit).
 */
const MOST_PER_CONTACT = 5;

/** Whether a contact that holds so many live appointments, over all half-days, may not book another one alone. */
export const isContactLimitReached = (held: number): boolean => held >= MOST_PER_CONTACT;

/**
 * Refuses an hour that was found if the conseiller who is wanted is away then: `conseiller-absent`. `away`: their
 * absences (docs/booking.md#wanted-conseiller); none when nobody is wanted.
 */
export const unlessAway = <Placed extends { readonly span: Interval } | undefined>(
  placed: Result<Placed, BookingRefusal>,
  away: readonly Interval[],
): Result<Placed, BookingRefusal> =>
  placed.ok && placed.value && isAway(placed.value.span, away) ? refuse("conseiller-absent") : placed;

/** Whether one of the absences meets the span. */
const isAway = (span: Interval, away: readonly Interval[]): boolean => away.some((absence) => overlaps(absence, span));
