import type { Desk, LineState } from "../line/line-state.ts";
import { visitOf } from "../line/line-state.ts";
import type { UncalledVisit, Visit } from "../line/visit.ts";
import type { Instant } from "../../time/instant.ts";
import { inTurn, mayServe } from "./next-in-turn.ts";

/** The numbers of the tables of a half-day, lowest first: those that somebody holds, and as many of the others as are planned beside them. */
export function tablesOf(line: Pick<LineState, "plannedDesks" | "desks">): readonly number[] {
  const held = heldTables(line);
  const others = Array.from({ length: line.plannedDesks + held.length }, (_, index) => index + 1).filter(
    (number) => !held.includes(number),
  );
  const missing = Math.max(0, line.plannedDesks - held.length);
  return [...held, ...others.slice(0, missing)].sort((a, b) => a - b);
}

/** The numbers of the tables that somebody holds, lowest first. */
const heldTables = ({ desks }: Pick<LineState, "desks">): readonly number[] =>
  desks
    .filter(({ state }) => state !== "left")
    .map(({ number }) => number)
    .sort((a, b) => a - b);

/**
 * The tables among which the people in line are shared without network, lowest first: those that somebody held at the last exchange, so that whoever is alone then calls anybody. A table that was
 * taken without network counts those planned too: its colleagues may have come in the same way. `known`: the line of the last exchange.
 */
export function sharingTables(known: Pick<LineState, "plannedDesks" | "desks">, desk: number): readonly number[] {
  const held = heldTables(known);
  return held.includes(desk) ? held : tablesOf(known);
}

/** Whether the half-day has one table at most, so that nobody else gives numbers or calls. */
export const isOnlyTable = (line: LineState): boolean => tablesOf(line).length <= 1;

/**
 * The table that may call this person while no table knows of the others. By the number alone, so that tables whose last exchange was not the same
 * agree: the first table that may serve the person has the even share of the numbers, and so on. `known`: the line of the last exchange; `tables`: those that share it.
 */
function tableFor(known: LineState, tables: readonly number[], visit: Visit): number | undefined {
  const able = tables.filter((number) => mayServe(deskNumbered(known, number) ?? { topics: "every" }, visit));
  const among = able.length > 0 ? able : tables;
  return among[visit.number % among.length];
}

const deskNumbered = (line: LineState, number: number): Desk | undefined =>
  line.desks.find((desk) => desk.number === number);

/**
 * The other table that may call the person without network. None has whoever has got a number here since the last exchange, and this table’s share of those
 * who were there then. A table that is the only one calls anybody.
 */
export function otherTableFor(known: LineState, visit: Visit, desk: number): number | undefined {
  const tables = sharingTables(known, desk);
  if (!visitOf(known, visit.id) || tables.every((number) => number === desk)) return undefined;
  const caller = tableFor(known, tables, visit);
  return caller === desk ? undefined : caller;
}

/**
 * Whom this table may call without network, in the order of the rule. `known`: the line of the last exchange; `line`: with what was done here since.
 * Two tables have nobody in common, as long as they knew the same tables (docs/without-network.md#calling-without-network).
 */
export const handOf = (known: LineState, line: LineState, desk: number, now: Instant): readonly UncalledVisit[] =>
  inTurn(line, now).filter((visit) => otherTableFor(known, visit, desk) === undefined);
