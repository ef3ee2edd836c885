import fc from "fast-check";
import type { Act, Command, QueueEvent, Stamped } from "#lib/queue/acts/acts.ts";
import { decide, evolve } from "#lib/queue/acts/decider.ts";
import type { ExpectedAppointment, LineState } from "#lib/queue/line/line-state.ts";
import { answerOffer } from "#lib/booking/offer.ts";
import { nextInTurn } from "#lib/queue/order/next-in-turn.ts";
import { instant, MINUTE, SECOND, type Instant } from "#lib/time/instant.ts";
import type { FactOutsideLine } from "./closed-list.ts";
import { actOf, among, conseillerOf, STEP_KINDS, deviceOf, type Step } from "./half-day-acts.ts";
import { at, BEFORE, morning } from "./line.ts";

const anyStep: fc.Arbitrary<Step> = fc.record({
  seconds: fc.oneof(fc.constant(0), fc.constant(0), fc.integer({ min: 1, max: 59 }), fc.integer({ min: 60, max: 600 })),
  kind: fc.constantFrom(...STEP_KINDS),
  pick: fc.nat({ max: 40 }),
  desk: fc.integer({ min: 1, max: 3 }),
});

/**
 * A call that is taken back after somebody got a number; then somebody who is booked may come. By chance alone this
 * hardly happens.
 */
const aCallTakenBack: fc.Arbitrary<readonly Step[]> = anyStep.map((step) => [
  { ...step, kind: "call-next" },
  { ...step, kind: step.pick % 4 === 0 ? "check-in" : "walk-in", seconds: step.pick },
  { ...step, kind: "undo", pick: 1, seconds: 10 },
  { ...step, kind: "check-in", seconds: 10 },
]);

/** Random steps of a morning: often several at the same instant, seldom more than ten minutes apart. */
export const anyMorning: fc.Arbitrary<readonly Step[]> = fc
  .array(
    fc.oneof(
      { weight: 30, arbitrary: anyStep.map((step): readonly Step[] => [step]) },
      { weight: 1, arbitrary: aCallTakenBack },
    ),
    // Without a size fast-check generates some twenty steps at most, in which no line grows.
    { minLength: 10, maxLength: 85, size: "max" },
  )
  .map((parts) => parts.flat());

/** The rules used to run a morning. A seeded fault replaces one of them. */
export type Rules = {
  /** Whom « Suivant » calls. */
  readonly next: (state: LineState, now: Instant) => { readonly id: string } | undefined;
  /** An appointment given another hour at that moment. */
  readonly moved: (expected: ExpectedAppointment, hour: Instant, now: Instant) => ExpectedAppointment;
  /**
   * Whether an appointment that is given a later hour keeps when it was made, because that hour was offered to it
   * (docs/booking.md#offers).
   */
  readonly offersLaterHours: boolean;
  /** How many steps after the first touch the kiosk asks for the number. */
  readonly numberedAfter: number;
};

const RULES: Rules = {
  next: nextInTurn,
  moved: (expected, hour, now) => ({ ...expected, hour, bookedAt: now, passedBy: [] }),
  offersLaterHours: false,
  numberedAfter: 0,
};

/** One accepted command of a morning: the line before and after it, and what happened. */
export type AcceptedCommand = {
  readonly command: Command;
  readonly now: Instant;
  readonly before: LineState;
  readonly after: LineState;
  readonly stamped: readonly Stamped[];
};

export type Morning = {
  readonly acts: readonly AcceptedCommand[];
  /** The events and the facts beside them (see `FactOutsideLine`), in order. */
  readonly history: readonly (FactOutsideLine | Stamped)[];
  readonly end: LineState;
  readonly now: Instant;
};

/** Runs the steps on a morning with three desks and six appointments made before; refused commands are left out. */
export function runMorning(steps: readonly Step[], given: Partial<Rules> = {}): Morning {
  const player = new Player({ ...RULES, ...given });
  steps.forEach((step, index) => player.runs(step, index));
  return player;
}

class Player implements Morning {
  end = opened();
  now = at("9:00");
  readonly acts: AcceptedCommand[] = [];
  readonly history: (FactOutsideLine | Stamped)[] = this.end.expected.map(({ id, hour, bookedAt }) => ({
    told: "booked",
    appointment: id,
    hour,
    at: bookedAt,
  }));
  readonly #rules: Rules;
  #touched: readonly { readonly visit: string; readonly step: number }[] = [];

  constructor(rules: Rules) {
    this.#rules = rules;
  }

  runs(step: Step, index: number): void {
    this.now = instant(this.now + step.seconds * SECOND);
    this.#numbersWhoTouched(index);
    if (step.kind === "kiosk") return this.#touches(index);
    if (step.kind === "book" || step.kind === "move" || step.kind === "cancel") return this.#books(step, index);
    const act = actOf(step, index, this.end, this.now, this.acts);
    if (act) this.#does(act, `command-${index}`, step);
  }

  #touches(step: number): void {
    const visit = `visit-${step}`;
    this.history.push({ told: "touched", visit, at: this.now });
    this.#touched = [...this.#touched, { visit, step }];
    this.#numbersWhoTouched(step);
  }

  #numbersWhoTouched(index: number): void {
    const due = this.#touched.filter(({ step }) => step + this.#rules.numberedAfter <= index);
    this.#touched = this.#touched.filter((one) => !due.includes(one));
    for (const { visit } of due) this.#does({ type: "add-visit", visit }, `kiosk-${visit}`);
  }

  /** An hour is booked, moved, or given back. */
  #books({ kind, pick }: Step, index: number): void {
    const hour = instant((Math.ceil(this.now / (15 * MINUTE)) + (pick % 3)) * 15 * MINUTE);
    const chosen = among(this.end.expected, pick);
    if (kind === "cancel")
      this.end = { ...this.end, expected: this.end.expected.filter((expected) => expected !== chosen) };
    if (kind === "book") {
      this.end = { ...this.end, expected: [...this.end.expected, expectedAt(`booked-${index}`, hour, this.now)] };
      this.history.push({ told: "booked", appointment: `booked-${index}`, hour, at: this.now });
    }
    if (kind === "move" && chosen) {
      const isOffered = this.#rules.offersLaterHours && chosen.hour <= hour;
      const moved = isOffered
        ? { ...chosen, hour, bookedAt: bookedAtAfterYes(chosen, hour, this.now), passedBy: [] }
        : this.#rules.moved(chosen, hour, this.now);
      this.end = {
        ...this.end,
        expected: this.end.expected.map((expected) => (expected === chosen ? moved : expected)),
      };
      this.history.push(
        isOffered
          ? { told: "later", appointment: chosen.id, hour }
          : { told: "booked", appointment: chosen.id, hour, at: this.now },
      );
    }
  }

  #does(act: Act, id: string, step?: Step): void {
    const by = step && conseillerOf(this.end, step);
    const command: Command = {
      id,
      at: this.now,
      device: deviceOf(step),
      ...(by !== undefined && { conseiller: by }),
      ...act,
    };
    const decision = decide(this.end, command, this.now);
    if (!decision.ok) return;
    const stamped = decision.value.map((event): Stamped => ({
      event: this.#ruled(command, event),
      at: this.now,
      command: id,
    }));
    const after = stamped.reduce(evolve, this.end);
    this.acts.push({ command, now: this.now, before: this.end, after, stamped });
    this.history.push(...stamped);
    this.end = after;
  }

  #ruled(command: Command, event: QueueEvent): QueueEvent {
    if (command.type !== "call-next" || event.type !== "visit-called") return event;
    return { ...event, visit: this.#rules.next(this.end, this.now)?.id ?? event.visit };
  }
}

const opened = (): LineState => ({
  ...morning({ status: "open", plannedDesks: 3, span: { start: at("9:00"), end: at("23:00") }, windows: [] }),
  desks: [1, 2, 3].map((number) => ({
    number,
    conseiller: `C${number}`,
    state: "present",
    since: at("8:55"),
    topics: "every",
  })),
  expected: ["9:00", "9:15", "9:30", "9:30", "10:00", "10:30"].map((hour, index) =>
    expectedAt(`before-${index}`, at(hour), BEFORE),
  ),
});

const expectedAt = (id: string, hour: Instant, bookedAt: Instant): ExpectedAppointment => ({
  id,
  hour,
  bookedAt,
  minutes: 30,
  passedBy: [],
});

/**
 * When an appointment of this half-day counts as made that says yes to another hour of it, as the rule of offers says.
 */
function bookedAtAfterYes({ hour, bookedAt, minutes }: ExpectedAppointment, offered: Instant, now: Instant): Instant {
  const spanFrom = (start: Instant) => ({ start, end: instant(start + minutes * MINUTE) });
  const halfDay = { status: "open", span: { start: at("9:00"), end: at("23:00") } } as const;
  const offer = { id: "offer", permanence: "here", span: spanFrom(offered), until: instant(now + MINUTE), held: true };
  const appointment = { permanence: "here", span: spanFrom(hour), state: "booked", bookedAt, arrived: false } as const;
  const done = answerOffer(offer, appointment, halfDay, "yes", now);
  if (!done.ok || done.value.effect !== "moves") throw new Error("The offer was not taken.");
  return done.value.bookedAt;
}
