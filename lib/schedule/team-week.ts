import type { StaffRole } from "#lib/access/actor.ts";
import type { Busy } from "./assignment.ts";
import type { Interval } from "#lib/time/interval.ts";

/**
 * Somebody in a week. `roles`: those of which people are planned. `minutes`, `halfDays`: for how long and at how many
 * half-days this organisation plans them in the week; `next`: what of all their half-days is not over, `absences`
 * likewise.
 */
export type PersonOfTeam = {
  readonly account: string;
  readonly name?: string;
  readonly languages: readonly string[];
  readonly roles: readonly StaffRole[];
  readonly minutes: number;
  readonly halfDays: number;
  readonly next: readonly Busy[];
  readonly absences: readonly Interval[];
};

/** The people of an organisation in the week from `monday` on. */
export type TeamWeek = {
  readonly timeZone: string;
  readonly today: string;
  readonly monday: string;
  readonly people: readonly PersonOfTeam[];
};
