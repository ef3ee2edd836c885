import { decide, evolve } from "#lib/queue/acts/decider.ts";
import type { Act, Command, QueueEvent, QueueRefusal } from "#lib/queue/acts/acts.ts";
import type { Precondition } from "#lib/queue/line/envelope.ts";
import { occupantOf, visitOf, type LineState } from "#lib/queue/line/line-state.ts";
import type { Visit } from "#lib/queue/line/visit.ts";
import { instant, MINUTE, SECOND, type Instant } from "#lib/time/instant.ts";
import { untouchedLine } from "#lib/queue/line/untouched-line.ts";

const MIDNIGHT = Date.UTC(2026, 10, 23, 23);

/** A moment of the half-day: "9:05" or, to the second, "9:05:20". */
export function at(time: string): Instant {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(":").map(Number);
  return instant(MIDNIGHT + (hours * 60 + minutes) * MINUTE + seconds * SECOND);
}

/** A moment of the evening before: when appointments are usually made. */
export const BEFORE = at("-4:00");

/** A morning from 9 to 12 with numbers given and nobody in line yet. */
export const morning = (given: Partial<LineState> = {}): LineState =>
  untouchedLine({
    permanence: "neuhof",
    numbers: "given",
    span: { start: at("9:00"), end: at("12:00") },
    windows: [{ span: { start: at("9:00"), end: at("12:00") }, mode: "mixed" }],
    plannedDesks: 1,
    ...given,
  });

export type CommandOutcome = "applied" | QueueRefusal;

/** One half-day, act by act. People and commands have short names; an appointment has that of its person. */
export class HalfDay {
  state: LineState;
  #commands = 0;

  constructor(given: Partial<LineState> & { readonly deskCount?: number } = {}) {
    const { deskCount = 1, ...line } = given;
    const desks = Array.from({ length: deskCount }, (_, index) => ({
      desk: index + 1,
      conseiller: `conseiller-${index + 1}`,
    }));
    this.state = morning(line);
    if (line.status === undefined) this.does({ type: "open", desks }, "8:55");
  }

  /** Decides and applies an act. `name`: of the command, to undo it later. `by`: the conseiller who acts. */
  does(
    act: Act,
    time: string,
    given: {
      readonly name?: string;
      readonly expected?: Precondition;
      readonly by?: string;
      readonly device?: string;
    } = {},
  ): CommandOutcome {
    const now = at(time);
    const { name: id = `command-${(this.#commands += 1)}`, expected, by, device = "tablet-1" } = given;
    const command: Command = {
      id,
      at: now,
      device,
      ...(by && { conseiller: by }),
      ...(expected && { expected }),
      ...act,
    };
    const decision = decide(this.state, command, now);
    if (!decision.ok) return decision.refusal;
    this.happens(decision.value, now, id);
    return "applied";
  }

  happens(events: readonly QueueEvent[], now: Instant, command: string): void {
    this.state = events.reduce((state, event) => evolve(state, { event, at: now, command }), this.state);
  }

  /** W1 9:01: the person takes the next number. */
  walkIn(visit: string, time: string): CommandOutcome {
    return this.does({ type: "add-visit", visit }, time, { name: `add-${visit}` });
  }

  /** A 9:30 (before): an appointment, made the evening before unless said. */
  booked(person: string, hour: string, bookedAt: Instant = BEFORE, topic?: string): this {
    const appointment = {
      id: `appointment-${person}`,
      hour: at(hour),
      bookedAt,
      minutes: 30,
      passedBy: [],
      ...(topic !== undefined && { topic }),
    };
    this.state = { ...this.state, expected: [...this.state.expected, appointment] };
    return this;
  }

  /** A here 9:20. */
  here(person: string, time: string): CommandOutcome {
    return this.does({ type: "check-in", appointment: `appointment-${person}`, visit: person }, time);
  }

  /**
   * Finishes the visit at the desk and calls the next person by the rule; returns who is called, or the refusal. The
   * call is named after the time.
   */
  frees(time: string, desk = 1): string {
    const occupant = occupantOf(this.state, desk);
    if (occupant?.state === "called") this.does({ type: "start", visit: occupant.id }, time);
    if (occupant) this.does({ type: "finish", visit: occupant.id }, time);
    return this.calls(time, desk);
  }

  /** « Suivant » at a desk. */
  calls(time: string, desk = 1): string {
    const outcome = this.does({ type: "call-next", desk }, time, { name: `call-${time}` });
    return outcome === "applied" ? this.called(desk) : outcome;
  }

  called(desk = 1): string {
    return occupantOf(this.state, desk)?.id ?? "nobody";
  }

  visit(id: string): Visit {
    const visit = visitOf(this.state, id);
    if (!visit) throw new Error(`Nobody named ${id} has a number.`);
    return visit;
  }

  /** The person is called to the desk and helped there, both at that moment. */
  serves(visit: string, time: string, desk = 1): this {
    this.does({ type: "call", visit, desk }, time);
    this.does({ type: "start", visit }, time);
    return this;
  }

  /** « Je reviens » until that hour. */
  goesAway(visit: string, time: string, until: string): CommandOutcome {
    return this.does({ type: "away", visit, until: at(until) }, time);
  }

  /** The conseiller at this desk does the act. */
  desk(number: number, act: Act, time: string): CommandOutcome {
    const by = this.state.desks.find((desk) => desk.number === number)?.conseiller;
    return this.does(act, time, by === undefined ? {} : { by });
  }
}
