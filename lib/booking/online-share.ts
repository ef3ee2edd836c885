import { plusMinutes, type Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import { takesItsHour, type Appointment } from "./appointment.ts";
import { bookableSpans, type Bookable } from "./bookable-times.ts";

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

/** The half-day for whom neither the online share nor the four weeks count: the team, a referrer, a proven contact. */
export const withoutShare = <HalfDay extends Bookable>({ onlineShare: _, ...halfDay }: HalfDay) => halfDay;

/** The half-day as its team books it: also at the last minute. */
export const forTeam = <HalfDay extends Bookable>(halfDay: HalfDay) => ({ ...withoutShare(halfDay), notice: 0 });
