import type { Bookable } from "./bookable-times.ts";

/** The half-day for whom neither the online share nor the four weeks count: the team, a referrer, a proven contact. */
export const withoutShare = <HalfDay extends Bookable>({ onlineShare: _, ...halfDay }: HalfDay) => halfDay;

/** The half-day as its team books it: also at the last minute. */
export const forTeam = <HalfDay extends Bookable>(halfDay: HalfDay) => ({ ...withoutShare(halfDay), notice: 0 });
