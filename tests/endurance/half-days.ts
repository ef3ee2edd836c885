import { instant, instantOf, MINUTE, plusMinutes, type Instant } from "#lib/time/instant.ts";
import { diceOf } from "./dice.ts";
import { DESKS } from "./plan.ts";
import { roundsOf, type Size } from "./size.ts";

/** The start of a run by the instance's clock, which then runs at the machine's speed. */
export const BEGINNING = instantOf("2026-11-24T09:00:00+01:00");

/** The topics of the run and their minutes. Where "papier" is offered, a lone quarter of an hour can be booked. */
export const TOPICS = { papier: 15, caf: 30, impots: 45 } as const;
export type TopicKey = keyof typeof TOPICS;

/** A conseiller: an account with a bearer token. The first three have a desk each. */
type Member = { readonly user: string; readonly token: string };

/** An appointment booked the day before. */
type Booked = { readonly id: string; readonly start: Instant; readonly minutes: number; readonly lane: number };

/** A half-day before the first operation. Its grid of hours begins at `start`. */
export type HalfDay = {
  readonly permanence: string;
  readonly group: number;
  readonly start: Instant;
  readonly end: Instant;
  readonly lanes: number;
  readonly topics: readonly TopicKey[];
  readonly team: readonly Member[];
  readonly booked: readonly Booked[];
};

/** The half-days of one group in their order: a pure function of the seed. */
export const halfDaysOf = (size: Size, group: number): readonly HalfDay[] =>
  Array.from({ length: roundsOf(size) }, (_, round) => halfDay(size, group, round));

function halfDay(size: Size, group: number, round: number): HalfDay {
  const dice = diceOf(size.seed, "half-day", group, round);
  // Begun one to two hours ago, at any minute, so that hours are past, due and to come at every minute of the run.
  const start = plusMinutes(BEGINNING, -60 - dice.whole(60));
  const lanes = 1 + dice.whole(DESKS);
  const soon = Math.ceil((BEGINNING - start) / (15 * MINUTE));
  return {
    permanence: dice.id(),
    group,
    start,
    lanes,
    end: plusMinutes(start, 13 * 60),
    topics: dice.chance(0.5) ? ["papier", "caf", "impots"] : ["caf", "impots"],
    team: Array.from({ length: size.clientsInGroup }, () => ({ user: dice.id(), token: dice.id() })),
    booked: Array.from({ length: lanes }, (_, lane) => ({
      id: dice.id(),
      lane: lane + 1,
      minutes: 30,
      start: hourOf({ start }, soon - 3 + dice.whole(4)),
    })),
  };
}

/** The quarter of an hour of that index on the half-day's grid. */
export const hourOf = ({ start }: Pick<HalfDay, "start">, index: number): Instant =>
  instant(start + index * 15 * MINUTE);

/** The index of the first quarter of an hour that begins after the start of the run. */
export const soonest = ({ start }: Pick<HalfDay, "start">): number => Math.ceil((BEGINNING - start) / (15 * MINUTE));
