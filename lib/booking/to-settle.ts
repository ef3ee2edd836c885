import type { PartOfDay } from "#lib/schedule/absence.ts";
import type { FreePerson } from "#lib/schedule/who-is-free.ts";
import type { HourOffered, NamedHalfDay, Remedy } from "./disruption.ts";

/** Somebody who could take over, as a list names them. */
export type StepsIn = FreePerson & { readonly name?: string; readonly languages: readonly string[] };

/**
 * A half-day that is to be settled, with what each remedy would do; a remedy that is missing is not possible. `away`
 * and `there`: names of who is away and who is there. `shut`: its place is. `replace`: how many are needed, who could,
 * and whom to take unless somebody is chosen; `fewer`: at how many desks it is held then, how many keep their hour, who
 * is offered another, and how many have none; `move`: the days, each with somebody who is free then. `suggested`: what
 * costs residents least.
 */
export type HalfDayToSettle = NamedHalfDay & {
  readonly desks: number;
  readonly appointments: number;
  readonly waiting: number;
  readonly away: readonly (string | undefined)[];
  readonly there: readonly (string | undefined)[];
  readonly shut: boolean;
  readonly replace?: {
    readonly needed: number;
    readonly people: readonly StepsIn[];
    readonly suggested: readonly string[];
  };
  readonly fewer?: {
    readonly desks: number;
    readonly kept: number;
    readonly offers: readonly HourOffered[];
    readonly without: number;
    readonly alone: boolean;
  };
  readonly move?: {
    readonly days: readonly { readonly date: string; readonly account?: string; readonly name?: string }[];
  };
  readonly suggested: Remedy["kind"];
};

/**
 * Somebody who is planned on that day. `noted`: an absence of theirs is written already; `part`: it is announced here.
 */
export type PersonOfDay = {
  readonly account: string;
  readonly name?: string;
  readonly halfDays: number;
  readonly noted: boolean;
  readonly part?: PartOfDay;
};

/** A place at which something is held on that day. */
type PlaceOfDay = { readonly id: string; readonly name: string; readonly own: boolean; readonly shut: boolean };

/**
 * A day of an organisation, as « Imprévu » asks about it. `short`: at how many desks of half-days that are not over
 * somebody is missing, at places that are not shut; `more`: it holds more half-days than are shown.
 */
export type DisruptedDay = {
  readonly day: string;
  readonly today: string;
  readonly timeZone: string;
  readonly people: readonly PersonOfDay[];
  readonly places: readonly PlaceOfDay[];
  readonly toSettle: readonly HalfDayToSettle[];
  readonly short: number;
  readonly more: boolean;
};

/**
 * What costs residents least: somebody takes over; else it is held with fewer desks; else, when people are booked, it
 * is moved; else it is cancelled.
 */
export function suggestedRemedy({
  replace,
  fewer,
  move,
  appointments,
}: Pick<HalfDayToSettle, "replace" | "fewer" | "move" | "appointments">): Remedy["kind"] {
  if (replace && replace.suggested.length === replace.needed) return "replace";
  if (fewer) return "fewer-desks";
  return move && appointments > 0 ? "move" : "cancel";
}
