import type { QueueEvent, Stamped } from "#lib/queue/acts/acts.ts";
import type { Origin } from "#lib/queue/line/visit.ts";
import { assertNever } from "#lib/result.ts";
import { MINUTE } from "#lib/time/instant.ts";

/**
 * Facts that no event of the line holds: when an appointment was booked or moved, that one was given a later hour of
 * the half-day which was offered (everybody with a number knows of it already), and when a kiosk was first touched.
 */
export type FactOutsideLine =
  | { readonly told: "later"; readonly appointment: string; readonly hour: number }
  | { readonly told: "booked"; readonly appointment: string; readonly hour: number; readonly at: number }
  | { readonly told: "touched"; readonly visit: string; readonly at: number };

/** An event about a person who has a number. */
type VisitEvent = Exclude<
  Extract<QueueEvent, { readonly visit: string }>,
  { readonly type: "visit-joined" | "undone" }
>;

/** What this checker records of a person. `since`: from when they are in line. */
type Person = {
  readonly number: number;
  readonly since: number;
  readonly joined: number;
  readonly origin: Origin;
  readonly madeAt: number;
  readonly state: "in-line" | "elsewhere";
  readonly priority: boolean;
  readonly back: boolean;
  readonly awayUntil: number;
  /** Appointments whose turn had passed when the number was given: they are not on its list. */
  readonly notTold: ReadonlySet<string>;
};

/**
 * Checks docs/line.md#the-promise without using the rule: from the facts and events it keeps its own record of who is
 * in line, and checks each call by the rule against it. Returns a sentence for each broken promise.
 */
export function brokenPromises(history: readonly (FactOutsideLine | Stamped)[]): readonly string[] {
  const recorder = new Recorder();
  return history.flatMap((entry) => ("told" in entry ? recorder.notes(entry) : recorder.sees(entry)));
}

class Recorder {
  readonly #people = new Map<string, Person>();
  readonly #told = new Map<string, number>();
  /** The record of the person before each command, to restore it when the command is undone. */
  readonly #before = new Map<string, readonly [string, Person | undefined]>();
  readonly #hours = new Map<string, number>();
  /** For each appointment, the calls (not undone) that took its turn. */
  readonly #passes = new Map<string, ReadonlySet<string>>();

  notes(told: FactOutsideLine): readonly string[] {
    if (told.told === "later") {
      this.#hours.set(told.appointment, told.hour);
      this.#passes.delete(told.appointment);
      return [];
    }
    if (told.told === "booked" && this.#told.get(told.appointment) !== told.at) {
      this.#hours.set(told.appointment, told.hour);
      // After a move to another hour no call has taken its turn yet.
      this.#passes.delete(told.appointment);
    }
    this.#told.set("visit" in told ? told.visit : told.appointment, told.at);
    return [];
  }

  sees({ event, at, command }: Stamped): readonly string[] {
    if (event.type === "undone") return this.#forgets(event.command);
    if ("was" in event && event.was) this.#returns(event.type, event.was.id, event.was.state);
    if (!("visit" in event)) return [];
    const person = this.#people.get(event.visit);
    this.#before.set(command, [event.visit, person]);
    if (event.type === "visit-joined") return this.#meets(event);
    if (!person) return [`${event.visit} had no number at ${time(at)}`];
    const broken =
      event.type === "visit-called" && event.by === "rule"
        ? this.#passedBy(person, at, event.withoutNetwork ? event.overtaken : [])
        : [];
    if (event.type === "visit-called")
      for (const appointment of event.passes)
        this.#passes.set(appointment, new Set(this.#passes.get(appointment)).add(command));
    this.#people.set(event.visit, after(person, event));
    return broken;
  }

  /**
   * In line again at their place: called to a desk that was freed (back if they were so before), helped there (back),
   * or told to go when it was closed.
   */
  #returns(
    type: "desk-freed" | "missing-came" | "visit-taken-over" | "visit-taken-back",
    visit: string,
    was: string,
  ): void {
    const person = this.#people.get(visit);
    if (person && type !== "visit-taken-over")
      this.#people.set(visit, { ...person, state: "in-line", back: was === "serving" || person.back, awayUntil: 0 });
  }

  #meets({
    visit,
    number,
    origin,
    joinedAt,
    priority,
  }: Extract<Stamped["event"], { type: "visit-joined" }>): readonly string[] {
    const joined = Math.min(joinedAt, this.#told.get(visit) ?? joinedAt);
    const keepsItsHour = origin.kind === "appointment" && !origin.late;
    this.#people.set(visit, {
      number,
      joined,
      origin,
      priority,
      state: "in-line",
      back: false,
      awayUntil: 0,
      since: keepsItsHour ? Math.max(joined, origin.hour - 2 * MINUTE) : joined,
      madeAt: origin.kind === "appointment" ? (this.#told.get(origin.appointment) ?? origin.bookedAt) : 0,
      notTold: new Set([...this.#hours.keys()].filter((appointment) => this.#hasPassed(appointment, joinedAt))),
    });
    return [];
  }

  /** More than a quarter of an hour after the hour, and a call that stands took the turn. */
  #hasPassed(appointment: string, at: number): boolean {
    const taken = this.#passes.get(appointment)?.size ?? 0;
    return taken > 0 && at > (this.#hours.get(appointment) ?? Infinity) + 15 * MINUTE;
  }

  #forgets(command: string): readonly string[] {
    const [visit, person] = this.#before.get(command) ?? [];
    if (visit === undefined) return [`${command} was undone but never done`];
    if (person) this.#people.set(visit, person);
    else this.#people.delete(visit);
    for (const [appointment, calls] of this.#passes)
      this.#passes.set(appointment, new Set([...calls].filter((call) => call !== command)));
    return [];
  }

  /** `named`: whom a call from the hand, made without network, passed and says so; each of them reads it. */
  #passedBy(called: Person, at: number, named: readonly string[]): readonly string[] {
    const isTimely = this.#isTimely(called, at);
    return [...this.#people]
      .filter(
        ([visit, person]) =>
          person !== called &&
          person.state === "in-line" &&
          person.awayUntil <= at &&
          person.since <= at &&
          !named.includes(visit),
      )
      .filter(([, person]) => !mayBePassed(person, called, isTimely))
      .map(
        ([, person]) =>
          `number ${person.number}, in line since ${time(person.since)}, was passed at ${time(at)} by number ${called.number}`,
      );
  }

  /** The hour of the appointment has come and the person is not late, or all calls that made them late were undone. */
  #isTimely({ origin }: Person, at: number): boolean {
    if (origin.kind === "walk-in" || at < origin.hour - 2 * MINUTE) return false;
    return !origin.late || this.#passes.get(origin.appointment)?.size === 0;
  }
}

/** The record after an event: people who are absent, called, served, paused or gone are not in line. */
function after(person: Person, event: VisitEvent): Person {
  switch (event.type) {
    case "visit-prioritised":
      return { ...person, priority: true };
    case "visit-away":
      return { ...person, awayUntil: event.until ?? 0 };
    case "visit-started":
      // At a desk that its conseiller has left: in line until that help has an end.
      return event.conseiller === undefined
        ? { ...person, state: "elsewhere", back: false, awayUntil: 0 }
        : { ...person, state: "in-line", back: true, awayUntil: 0 };
    case "visit-back":
      return { ...person, state: "in-line", back: true, awayUntil: 0 };
    case "visit-described":
    case "visit-reported":
    case "visit-to-fetch":
      return person;
    case "visit-called":
      // Whether they were back counts again when the desk is freed before their help begins.
      return { ...person, state: "elsewhere", awayUntil: 0 };
    case "visit-handed-over":
    case "visit-left":
    case "visit-paused":
    case "visit-resumed":
    case "visit-referred":
    case "visit-finished":
    case "visit-absent":
    case "visit-unserved":
      return { ...person, state: "elsewhere", back: false, awayUntil: 0 };
    default:
      return assertNever(event);
  }
}

function mayBePassed(passed: Person, called: Person, isTimely: boolean): boolean {
  if (passed.back) return called.back && cameFirst(called, passed);
  if (called.back) return true;
  if (passed.priority) return called.priority && cameFirst(called, passed);
  if (called.priority) return true;
  if (wasInLineFirst(called, passed) || hadNumberWhenMade(called, passed)) return true;
  return isTimely && called.madeAt < passed.since && !isNotTold(passed, called);
}

const isNotTold = ({ notTold }: Person, { origin }: Person): boolean =>
  origin.kind === "appointment" && notTold.has(origin.appointment);

/** A number given no later than the other's appointment was made; the same instant counts for the number. */
const hadNumberWhenMade = (called: Person, passed: Person): boolean =>
  passed.origin.kind === "appointment" && called.joined <= passed.madeAt;

const cameFirst = (called: Person, passed: Person): boolean =>
  called.joined < passed.joined || (called.joined === passed.joined && called.number < passed.number);

const wasInLineFirst = (called: Person, passed: Person): boolean =>
  called.since < passed.since || (called.since === passed.since && called.number < passed.number);

const time = (moment: number): string => new Date(moment).toISOString().slice(11, 19);
