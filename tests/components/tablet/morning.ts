import type { Act } from "#lib/queue/acts/acts.ts";
import { decide, evolve } from "#lib/queue/acts/decider.ts";
import type { ExpectedAppointment, LineState } from "#lib/queue/line/line-state.ts";
import { instantOf, type Instant } from "#lib/time/instant.ts";
import { untouchedLine } from "#lib/queue/line/untouched-line.ts";

export const ZONE = "Europe/Paris";
export const ME = "01990000-0000-7000-8000-0000000000a1";
export const COLLEAGUE = "01990000-0000-7000-8000-0000000000a2";

/** That time of day of the morning at Neuhof, "9:05" or "9:05:30". */
export const at = (time: string): Instant =>
  instantOf(
    `2026-09-07T${time.padStart(time.length === 4 || time.length === 7 ? time.length + 1 : time.length, "0")}+02:00`,
  );

/** The id of the person with that number in these tests. */
export const person = (number: number): string => `01990000-0000-7000-8000-${String(number).padStart(12, "0")}`;

/** A booked person who has not arrived; booked the week before. */
export const booked = (id: number, hour: string): ExpectedAppointment => ({
  id: `01990000-0000-7000-9000-${String(id).padStart(12, "0")}`,
  hour: at(hour),
  bookedAt: instantOf("2026-09-01T10:00+02:00"),
  minutes: 30,
  passedBy: [],
});

/** Monday 9 to 12 at Neuhof, two desks, before any act. */
export const quietMorning = (given: Partial<LineState> = {}): LineState =>
  untouchedLine({
    permanence: "01990000-0000-7000-8000-00000000aaaa",
    span: { start: at("9:00"), end: at("12:00") },
    plannedDesks: 2,
    ...given,
  });

let acts = 0;

/**
 * The line after an act at that time, by the real core rule; of the team unless `by` is given. Throws when the rule
 * refuses: the story is wrong.
 */
export function then(state: LineState, time: string, act: Act, by: { readonly conseiller?: string } = {}): LineState {
  const now = at(time);
  const command = {
    ...act,
    id: `01990000-0000-7000-a000-${String((acts += 1)).padStart(12, "0")}`,
    at: now,
    device: "tablet-9",
    ...by,
  };
  const decided = decide(state, command, now);
  if (!decided.ok) throw new Error(`${act.type} is refused at ${time}: ${decided.refusal}.`);
  return decided.value.reduce((line, event) => evolve(line, { event, at: now, command: command.id }), state);
}

/** Numbers are given, and that many people arrive, one a minute from 8:50. */
export const atTheDoor = (people: number, given: Partial<LineState> = {}): LineState =>
  Array.from({ length: people }, (_, index) => index + 1).reduce(
    (line, number) => then(line, `8:${49 + number}`, { type: "add-visit", visit: person(number) }),
    then(quietMorning(given), "8:45", { type: "give-numbers" }),
  );

/** Open at 9:00 with this conseiller at desk 2 and a colleague at desk 1, that many people in line. */
export const open = (people: number, given: Partial<LineState> = {}): LineState =>
  then(atTheDoor(people, given), "9:00", {
    type: "open",
    desks: [
      { desk: 1, conseiller: COLLEAGUE },
      { desk: 2, conseiller: ME },
    ],
  });
