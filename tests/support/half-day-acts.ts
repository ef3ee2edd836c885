import type { Act, Command } from "#lib/queue/acts/acts.ts";
import type { BookingChoice, Leftover } from "#lib/queue/acts/close.ts";
import { lentTo } from "#lib/queue/acts/lease-numbers.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import { instant, plusMinutes, SECOND, type Instant } from "#lib/time/instant.ts";

const often = <StepKind extends string>(times: number, ...kinds: readonly StepKind[]): readonly StepKind[] =>
  Array.from({ length: times }, () => kinds).flat();

/**
 * The kinds of steps of a half-day; those listed several times occur more often. `goes-on`: the next act of the desk.
 */
export const STEP_KINDS = [
  ...often(30, "goes-on"),
  ...often(8, "walk-in", "check-in", "book"),
  ...often(4, "kiosk", "undo", "call-next"),
  ...often(3, "pause", "resume", "away", "move", "absent"),
  ...often(
    2,
    "priority-walk-in",
    "prioritise",
    "call",
    "leave",
    "earlier",
    "hand-over",
    "take-desk",
    "leased-walk-in",
    "start",
    "finish",
  ),
  ...often(
    1,
    "cancel",
    "here-again",
    "break",
    "return",
    "leave-desk",
    "lease",
    "suspend",
    "resume-line",
    "refer",
    "report",
    "late",
    "announce",
    "turn-away",
    "incident",
    "ask-help",
    "close",
    "stop-numbers",
    "give-numbers",
    "fetch",
    "describe",
    "free-desk",
    "add-desk",
    "take-over",
    "reopen",
    "take-back",
  ),
] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** One step. `pick` chooses among the people it may concern, `desk` is the desk. */
export type Step = { readonly seconds: number; readonly kind: StepKind; readonly pick: number; readonly desk: number };

/** The act of a step on this line; undefined for a step that is no act. The id of a new visit is that of the step. */
export function actOf(
  { kind, pick, desk }: Step,
  index: number,
  state: LineState,
  now: Instant,
  acts: readonly { readonly command: Pick<Command, "id"> }[],
): Act | undefined {
  const visit = among(state.visits, pick)?.id ?? "nobody";
  const joining = { type: "add-visit", visit: `visit-${index}` } as const;
  const atDesk = (...states: readonly string[]) =>
    state.visits.find((one) => "desk" in one && one.desk === desk && states.includes(one.state))?.id ?? visit;
  const inState = (...states: readonly string[]) =>
    among(
      state.visits.filter((one) => states.includes(one.state)),
      pick,
    )?.id ?? visit;
  switch (kind) {
    case "walk-in":
      return joining;
    case "priority-walk-in":
      return { ...joining, priority: pick % 4 === 0 };
    case "earlier":
      return { ...joining, joinedAt: plusMinutes(now, -pick) };
    case "leased-walk-in":
      return { ...joining, number: lentTo(state, `tablet-${desk}`)[0] ?? pick, joinedAt: instant(now - pick * SECOND) };
    case "check-in":
      return { type: kind, visit: `visit-${index}`, appointment: among(state.expected, pick)?.id ?? "none" };
    case "late":
      return { type: kind, appointment: among(state.expected, pick)?.id ?? "none", expectedAt: plusMinutes(now, pick) };
    case "call-next":
      return { type: kind, desk };
    case "call":
      return { type: kind, visit, desk, override: "urgent" };
    case "start":
      return { type: kind, visit: atDesk("called") };
    case "absent":
      return { type: kind, visit: atDesk("called"), ...(pick % 2 === 0 && { went: true }) };
    case "finish":
    case "pause":
      return { type: kind, visit: atDesk("serving") };
    case "resume":
      return { type: kind, visit: inState("paused") };
    case "refer":
      return { type: kind, visit, target: "administration" };
    case "report":
      return {
        type: kind,
        visit: inState("done", "serving"),
        report: { themes: ["logement"], minutes: 20, equipment: [] },
      };
    case "away":
      return { type: kind, visit: inState("waiting"), until: plusMinutes(now, 5 + pick) };
    case "here-again":
      return { type: "away", visit: inState("waiting") };
    case "prioritise":
      return { type: kind, visit };
    case "describe":
      return { type: kind, visit, topic: pick % 5 === 0 ? null : "impots", ...(pick % 2 === 0 && { language: "ar" }) };
    case "fetch":
      return { type: kind, visit, on: pick % 4 !== 0 };
    case "leave":
      return { type: kind, visit, by: pick % 2 === 0 ? "resident" : "staff" };
    case "hand-over":
      return { type: kind, to: 1 + ((desk + pick) % 3) };
    case "break":
      return pick % 2 === 0 ? { type: kind } : { type: kind, until: plusMinutes(now, pick) };
    case "take-desk":
      return { type: kind, desk: 1 + (pick % 4) };
    case "lease":
      return { type: "lease-numbers" };
    case "announce":
      return { type: kind, message: pick % 2 === 0 ? "La borne est en panne." : "" };
    case "turn-away":
      return { type: kind, reason: "full" };
    case "incident":
      return { type: kind, kind: "power" };
    case "close":
      return pick < 30
        ? undefined
        : {
            type: kind,
            leftovers: leftoversOf(state, pick),
            ...(pick % 3 > 0 && { bookings: bookingsOf(state, pick) }),
          };
    case "undo":
      return { type: kind, command: acts.at(-1 - (pick % 4))?.command.id ?? "none" };
    case "stop-numbers":
      return pick < 30 ? undefined : { type: kind };
    case "free-desk":
      return { type: kind, desk: 1 + (pick % 3) };
    case "take-over":
      return { type: kind, visit: inState("called", "serving"), desk };
    case "take-back":
      return { type: kind, visit: inState("unserved") };
    case "add-desk":
    case "reopen":
    case "leave-desk":
    case "return":
    case "suspend":
    case "resume-line":
    case "ask-help":
    case "give-numbers":
      return { type: kind };
    case "goes-on":
      return goesOn(state, desk, visit);
    case "book":
    case "move":
    case "cancel":
    case "kiosk":
      return undefined;
  }
}

/**
 * The next act of a desk: start the called visit, finish the served visit, call when free, take the desk if it was
 * left.
 */
function goesOn(state: LineState, desk: number, fallback: string): Act {
  const here = state.visits.find((one) => (one.state === "called" || one.state === "serving") && one.desk === desk);
  if (here) return { type: here.state === "called" ? "start" : "finish", visit: here.id };
  if (state.suspended) return { type: "resume-line" };
  const awaited = state.visits.find((one) => one.state === "paused" && one.for === "other-desk" && one.desk === desk);
  if (awaited) return { type: "resume", visit: awaited.id };
  switch (state.desks.find(({ number }) => number === desk)?.state) {
    case "present":
      return { type: "call-next", desk };
    case "break":
      return { type: "return" };
    case "left":
      return { type: "take-desk", desk };
    case undefined:
      return { type: "prioritise", visit: fallback };
  }
}

const leftoversOf = (
  state: LineState,
  pick: number,
): readonly { readonly visit: string; readonly choice: Leftover }[] =>
  state.visits
    .filter((visit) => visit.state === "waiting" || visit.state === "absent" || visit.state === "paused")
    .map(({ id, state: how }) => ({
      visit: id,
      choice: how === "paused" ? "done" : (among(["another-date", "no-date", "left"] as const, pick) ?? "left"),
    }));

const bookingsOf = (
  state: LineState,
  pick: number,
): readonly { readonly appointment: string; readonly choice: BookingChoice }[] =>
  state.expected.map(({ id }, index) => ({ appointment: id, choice: (pick + index) % 2 === 0 ? "cancelled" : "kept" }));

/**
 * The conseiller who does the act: usually the one at that desk, sometimes another; a desk is taken by its new
 * conseiller.
 */
export function conseillerOf(state: LineState, { kind, pick, desk }: Step): string {
  const itself = kind === "take-desk" || pick === 7;
  return (itself ? undefined : state.desks.find(({ number }) => number === desk)?.conseiller) ?? `C${desk}`;
}

/** Each desk has its tablet; a leased number is given on the one that holds the lease. */
export const deviceOf = (step: Step | undefined): string => (step ? `tablet-${step.desk}` : "kiosk");

export const among = <Thing>(things: readonly Thing[], pick: number): Thing | undefined =>
  things[pick % Math.max(1, things.length)];
