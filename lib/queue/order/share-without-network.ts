import type { Desk, LineState } from "#lib/queue/line/line-state.ts";
import { visitOf } from "#lib/queue/line/line-state.ts";
import type { UncalledVisit, Visit } from "#lib/queue/line/visit.ts";
import type { Instant } from "#lib/time/instant.ts";
import { inTurn, mayServe } from "./next-in-turn.ts";

/**
 * The numbers of the desks of a half-day, lowest first: those that somebody holds, and as many of the others as are
 * planned beside them.
 */
export function desksOf(line: Pick<LineState, "plannedDesks" | "desks">): readonly number[] {
  const held = heldDesks(line);
  const others = Array.from({ length: line.plannedDesks + held.length }, (_, index) => index + 1).filter(
    (number) => !held.includes(number),
  );
  const missing = Math.max(0, line.plannedDesks - held.length);
  return [...held, ...others.slice(0, missing)].sort((a, b) => a - b);
}

/** The numbers of the desks that somebody holds, lowest first. */
const heldDesks = ({ desks }: Pick<LineState, "desks">): readonly number[] =>
  desks
    .filter(({ state }) => state !== "left")
    .map(({ number }) => number)
    .sort((a, b) => a - b);

/**
 * The desks among which the people in line are shared without network, lowest first: those that somebody held at the
 * last exchange, so that whoever is alone then calls anybody. A desk that was taken without network counts those
 * planned too: its colleagues may have come in the same way. `known`: the line of the last exchange.
 */
export function sharingDesks(known: Pick<LineState, "plannedDesks" | "desks">, desk: number): readonly number[] {
  const held = heldDesks(known);
  return held.includes(desk) ? held : desksOf(known);
}

/**
 * The desk that may call this person while no desk knows of the others. By the number alone, so that desks whose last
 * exchange was not the same agree: the first desk that may serve the person has the even share of the numbers, and so
 * on. `known`: the line of the last exchange; `desks`: those that share it.
 */
function deskFor(known: LineState, desks: readonly number[], visit: Visit): number | undefined {
  const able = desks.filter((number) => mayServe(deskNumbered(known, number) ?? { topics: "every" }, visit));
  const among = able.length > 0 ? able : desks;
  return among[visit.number % among.length];
}

const deskNumbered = (line: LineState, number: number): Desk | undefined =>
  line.desks.find((desk) => desk.number === number);

/**
 * The other desk that may call the person without network. None has whoever has got a number here since the last
 * exchange, and this desk’s share of those who were there then. A desk that is the only one calls anybody.
 */
export function otherDeskFor(known: LineState, visit: Visit, desk: number): number | undefined {
  const desks = sharingDesks(known, desk);
  if (!visitOf(known, visit.id) || desks.every((number) => number === desk)) return undefined;
  const caller = deskFor(known, desks, visit);
  return caller === desk ? undefined : caller;
}

/**
 * Whom this desk may call without network, in the order of the rule. `known`: the line of the last exchange; `line`:
 * with what was done here since. Two desks have nobody in common, as long as they knew the same desks
 * (docs/without-network.md#calling-without-network).
 */
export const callableWithoutNetwork = (
  known: LineState,
  line: LineState,
  desk: number,
  now: Instant,
): readonly UncalledVisit[] => inTurn(line, now).filter((visit) => otherDeskFor(known, visit, desk) === undefined);
