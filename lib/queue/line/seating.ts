import type { Instant } from "../../time/instant.ts";
import type { DeskTaken } from "./commands.ts";
import type { Desk } from "./line-state.ts";

type Desks = readonly Desk[];

/** Somebody sits down. A person sits at one desk at a time: her former one is left. The desk keeps its topics unless told. */
export function seated(desks: Desks, { desk: number, conseiller, topics }: DeskTaken, at: Instant): Desks {
  const former = desks.find((desk) => desk.number === number);
  const others = desks
    .filter((desk) => desk.number !== number)
    .map((desk) => (conseiller !== undefined && desk.conseiller === conseiller ? gone(desk, at) : desk));
  const taken: Desk = {
    number,
    ...(conseiller !== undefined && { conseiller }),
    state: "present",
    since: at,
    topics: topics ?? former?.topics ?? [],
  };
  return [...others, taken].sort((a, b) => a.number - b.number);
}

/** The desk is left for this half-day. */
export const deskLeft = (desks: Desks, number: number, at: Instant): Desks =>
  changed(desks, number, (desk) => gone(desk, at));

/** A break begins, or its end is told. */
export const deskOnBreak = (desks: Desks, number: number, until: Instant | undefined, at: Instant): Desks =>
  changed(desks, number, (desk) => ({
    ...without(desk),
    state: "break",
    since: desk.state === "break" ? desk.since : at,
    ...(until !== undefined && { breakUntil: until }),
  }));

/** The break has ended. */
export const deskReturned = (desks: Desks, number: number, at: Instant): Desks =>
  changed(desks, number, (desk) => ({ ...without(desk), state: "present", since: at }));

/** Everybody goes home. */
export const allLeft = (desks: Desks, at: Instant): Desks => desks.map((desk) => gone(desk, at));

const changed = (desks: Desks, number: number, become: (desk: Desk) => Desk): Desks =>
  desks.map((desk) => (desk.number === number ? become(desk) : desk));

const gone = (desk: Desk, at: Instant): Desk =>
  desk.state === "left" ? desk : { ...without(desk), state: "left", since: at };

function without({ breakUntil: _, ...desk }: Desk): Omit<Desk, "breakUntil"> {
  return desk;
}
