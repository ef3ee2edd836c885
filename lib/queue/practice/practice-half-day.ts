import { instant, MINUTE, plusMinutes, type Instant } from "#lib/time/instant.ts";
import type { Act } from "#lib/queue/acts/acts.ts";
import { decide, evolve } from "#lib/queue/acts/decider.ts";
import type { ExpectedAppointment, LineState } from "#lib/queue/line/line-state.ts";
import { untouchedLine } from "#lib/queue/line/untouched-line.ts";

/** An id of practice: a UUID of version 7 of the first millisecond of 1970, which no real one is. */
const practiceId = (index: number): string => `00000000-0000-7000-8000-${String(index).padStart(12, "0")}`;

/** The half-day of practice, and who practises: nobody's account. */
export const PRACTICE_PERMANENCE = practiceId(1);
export const PRACTICE_ME = practiceId(2);

/** The only desk. */
export const PRACTICE_DESK = 1;

const HOUR = 60 * MINUTE;
const QUARTER = 15 * MINUTE;

/**
 * The half-day that practice begins with: it has been open for half an hour to an hour, at one desk, and goes on for
 * two hours more. One person was helped; two wait, and a third one who has an appointment; one more is booked and not
 * there. Made by the rules of the line.
 */
export function practiceHalfDay(now: Instant): LineState {
  const start = instant(Math.floor((now - HOUR / 2) / (HOUR / 2)) * (HOUR / 2));
  // Not so soon that whoever is booked would be the first to be called: each beginning is the same.
  const soon = instant(Math.ceil((now + 5 * MINUTE) / QUARTER) * QUARTER);
  const booked = (index: number, hour: Instant): ExpectedAppointment => ({
    id: practiceId(20 + index),
    hour,
    bookedAt: plusMinutes(start, -24 * 60),
    minutes: 30,
    passedBy: [],
  });
  const untouched = untouchedLine({
    permanence: PRACTICE_PERMANENCE,
    span: { start, end: instant(start + 3 * HOUR) },
    plannedDesks: PRACTICE_DESK,
    expected: [booked(1, soon), booked(2, plusMinutes(soon, 30))],
  });
  const visit = (index: number): string => practiceId(10 + index);
  const before: readonly (readonly [Instant, Act])[] = [
    [plusMinutes(start, -10), { type: "give-numbers" }],
    [plusMinutes(start, -8), { type: "add-visit", visit: visit(1) }],
    [plusMinutes(start, -5), { type: "add-visit", visit: visit(2) }],
    [start, { type: "open", desks: [{ desk: PRACTICE_DESK, conseiller: PRACTICE_ME }] }],
    [start, { type: "call-next", desk: PRACTICE_DESK }],
    [plusMinutes(start, 1), { type: "start", visit: visit(1), desk: PRACTICE_DESK }],
    [plusMinutes(start, 12), { type: "add-visit", visit: visit(3) }],
    [plusMinutes(now, -5), { type: "check-in", visit: visit(4), appointment: booked(1, soon).id }],
    [plusMinutes(now, -2), { type: "finish", visit: visit(1) }],
  ];
  return before.reduce((line, [at, act], index) => after(line, act, at, practiceId(100 + index)), untouched);
}

/** The line after this act. Throws where the rules refuse it: the half-day of practice is wrong then. */
function after(line: LineState, act: Act, at: Instant, command: string): LineState {
  const decided = decide(line, { ...act, id: command, at, device: "practice", conseiller: PRACTICE_ME }, at);
  if (!decided.ok) throw new Error(`Practice does not begin: ${act.type} is refused, ${decided.refusal}.`);
  return decided.value.reduce((state, event) => evolve(state, { event, at, command }), line);
}
