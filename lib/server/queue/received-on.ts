import { instant, MINUTE, type Instant } from "../../time/instant.ts";
import { toDate } from "../clock.ts";

const DAY = 24 * 60 * MINUTE;
/** Days for which a command is kept at most: the month in which it was received, and two more (`COMMANDS_KEPT`). */
const DAYS_KEPT = 93;

/** The day in UTC under which a command of this moment is kept: it decides the partition of its row. */
export const dayOf = (receivedAt: Instant): Date => toDate(instant(Math.floor(receivedAt / DAY) * DAY));

/**
 * The days among which a command that is known at `now` was received. Another process may have received it whose clock is
 * ahead, hence a day more.
 */
export const receivedLately = (now: Instant): { readonly gte: Date; readonly lte: Date } => ({
  gte: dayOf(instant(now - DAYS_KEPT * DAY)),
  lte: dayOf(instant(now + DAY)),
});
