import type { ExpectedAppointment, LineState } from "#lib/queue/line/line-state.ts";
import { baseOf, isUncalled, type UncalledVisit, type Visit } from "#lib/queue/line/visit.ts";
import { nextInTurn } from "#lib/queue/order/next-in-turn.ts";
import type { PastVisit } from "#lib/queue/wait/learn-pace.ts";
import { instant, MINUTE, plusMinutes, type Instant } from "#lib/time/instant.ts";
import { untouchedLine } from "#lib/queue/line/untouched-line.ts";
import { randomFrom, type Random } from "./random.ts";

/**
 * The half-days of one place. `load`: the minutes of help asked for, as a share of those of the desks. `slowness`: the
 * true mean of a help as a share of the default.
 */
export type Cell = {
  readonly desks: number;
  readonly load: number;
  readonly slowness: number;
  readonly topicsSaid: boolean;
  /** Whether somebody now and then leaves a desk for a while without saying so. */
  readonly leavesUnsaid?: true;
};

/** Topics with their default minutes and how many people come for them (docs/line.md#waiting-time). */
const TOPICS = [
  { key: "short", minutes: 10, share: 0.3 },
  { key: "middle", minutes: 25, share: 0.45 },
  { key: "long", minutes: 45, share: 0.25 },
] as const;
type Topic = (typeof TOPICS)[number];

/** The usual minutes that the product begins with. */
export const usualMinutes = (topic?: string): number => TOPICS.find(({ key }) => key === topic)?.minutes ?? 25;

/** Of a visit, whatever its topic. */
export const MEAN_HELP = TOPICS.reduce((mean, { minutes, share }) => mean + minutes * share, 0);

/** How the people of a half-day behave. Minutes and shares; invented, within what is published of such lines. */
const LIFE = {
  length: 180,
  atTheDoor: 0.3,
  bookedPerDesk: 1.2,
  booked: 0.85,
  variation: 0.5,
  patience: { least: 15, mean: 110 },
  leavesAloud: 0.5,
  missesCall: 0.06,
  priority: 0.02,
  untilStart: { least: 0.4, mean: 0.6 },
  missedAfter: { least: 2, most: 4 },
  untilNextCall: 1,
  forgetsToFinish: 0.04,
  noticedAfter: { idle: 30, busy: 2 },
  break: { share: 0.04, least: 5, mean: 5, announced: 10 },
  unsaid: { share: 0.1, least: 10, mean: 15, noticedAfter: 5 },
} as const;

/** Nine o'clock of some morning. */
const START = instant(Date.UTC(2026, 10, 24, 8));
const BOOKED_AT = plusMinutes(START, -24 * 60);

/**
 * Somebody of the half-day, with what nobody knows of them: their topic when it is not said, and how long they stay.
 */
type Person = { readonly id: string; readonly topic: Topic; readonly patience: number; readonly hour?: Instant };

/** What is to come. */
type Pending =
  | { readonly at: number; readonly what: "comes" | "goes"; readonly person: string }
  | {
      readonly at: number;
      readonly what: "starts" | "misses" | "ends" | "ended";
      readonly person: string;
      readonly desk: number;
    }
  | { readonly at: number; readonly what: "calls" | "returns"; readonly desk: number };

/** Told when somebody has got a number, while the half-day stands still. */
export type OnNumber = (visit: UncalledVisit, halfDay: GeneratedHalfDay) => void;

/** A half-day that goes on by itself. `line` is all that the product knows of it. */
export class GeneratedHalfDay {
  line: LineState;
  now: number = START;
  /** When each person was called first. */
  readonly firstCalls = new Map<string, number>();
  /** Who went without a word, and so has no call that counts. */
  readonly gone = new Set<string>();
  readonly #cell: Cell;
  readonly #random: Random;
  readonly #people: Map<string, Person>;
  #pending: Pending[] = [];
  /** Desks that nobody may be called to: somebody is called or helped there, or has just gone. */
  readonly #taken: Set<number>;
  /** Desks whose person has left without saying so, and since when. */
  readonly #unsaid: Map<number, number>;

  private constructor(cell: Cell, random: Random, from?: GeneratedHalfDay) {
    this.#cell = cell;
    this.#random = random;
    this.line = from?.line ?? openLine(cell);
    this.now = from?.now ?? START;
    this.#people = new Map(from === undefined ? [] : from.#people);
    this.#taken = new Set(from === undefined ? [] : from.#taken);
    this.#unsaid = new Map(from === undefined ? [] : from.#unsaid);
  }

  /** A new half-day of that place before its first number. */
  static begin(cell: Cell, seed: number): GeneratedHalfDay {
    const halfDay = new GeneratedHalfDay(cell, randomFrom(seed));
    halfDay.#plan();
    return halfDay;
  }

  /**
   * How it could go on, by another seed: everything that has not happened is drawn anew, and so is what the product
   * does not know, topics that were not said among it. `who` does not leave.
   */
  continuation(seed: number, who: string): GeneratedHalfDay {
    const other = new GeneratedHalfDay(this.#cell, randomFrom(seed), this);
    for (const pending of this.#pending) other.#redraw(pending, who);
    for (const expected of this.line.expected) other.#expect(expected.id, expected.hour);
    return other;
  }

  /** Goes on until nobody is left, or until that person was called. */
  run(onNumber?: OnNumber, until?: string): this {
    for (let next = this.#take(); next; next = this.#take()) {
      if (next.at > plusMinutes(START, 2 * LIFE.length)) return this;
      this.now = Math.max(this.now, next.at);
      this.#happen(next, onNumber);
      if (until !== undefined && this.firstCalls.has(until)) return this;
    }
    return this;
  }

  /** Whether a desk has called nobody for five minutes, since its person has left without saying so. */
  get hasSilentDesk(): boolean {
    return [...this.#unsaid.values()].some((since) => this.now - since >= LIFE.unsaid.noticedAfter * MINUTE);
  }

  /** The ended visits, as their rows tell them. */
  get past(): readonly PastVisit[] {
    return this.line.visits.flatMap((visit) => pastOf(visit) ?? []);
  }

  /** Draws who comes: some stand at the door, others come until shortly before the end, some are booked. */
  #plan(): void {
    const { desks, load, slowness } = this.#cell;
    const total = (load * desks * LIFE.length) / (MEAN_HELP * slowness + 2.5);
    const door = Math.round(total * LIFE.atTheDoor);
    const booked = Math.round(desks * LIFE.bookedPerDesk);
    for (let index = 0; index < door; index += 1) this.#comes(`door-${index}`, START + index * 10_000);
    const pause = (LIFE.length - 15) / Math.max(1, total - door - booked);
    let minute = this.#random.lasting(pause);
    for (let index = 0; minute < LIFE.length - 15; index += 1) {
      this.#comes(`later-${index}`, START + minute * MINUTE);
      minute += this.#random.lasting(pause);
    }
    const expected: ExpectedAppointment[] = [];
    for (let index = 0; index < booked; index += 1) {
      const id = `booked-${index}`;
      const hour = plusMinutes(START, 30 + 15 * Math.floor(this.#random.share() * 9));
      const topic = this.#meet(id, hour).topic.key;
      expected.push({
        id,
        hour,
        bookedAt: BOOKED_AT,
        minutes: 30,
        passedBy: [],
        ...(this.#cell.topicsSaid && { topic }),
      });
      this.#expect(id, hour);
    }
    this.line = { ...this.line, expected };
  }

  #comes(id: string, at: number): void {
    this.#meet(id);
    this.#pending.push({ at, what: "comes", person: id });
  }

  /** A booked person comes up to a quarter of an hour before the hour or five minutes after it, if at all. */
  #expect(id: string, hour: Instant): void {
    if (!this.#random.chance(LIFE.booked)) return;
    this.#pending.push({
      at: Math.max(this.now, hour - (this.#random.share() * 20 - 5) * MINUTE),
      what: "comes",
      person: id,
    });
  }

  /** Draws somebody: at first, and again when only what is known of them is to count. */
  #meet(id: string, hour?: Instant): Person {
    const known = this.#people.get(id);
    const topic = known && this.#cell.topicsSaid ? known.topic : this.#anyTopic();
    const { least, mean } = LIFE.patience;
    const patience = (known ? 0 : least) + this.#random.lasting(mean);
    const person = { id, topic, patience, ...(hour !== undefined && { hour }) };
    this.#people.set(id, { ...known, ...person });
    return this.#person(id);
  }

  #anyTopic(): Topic {
    let left = this.#random.share();
    return TOPICS.find(({ share }) => (left -= share) < 0) ?? TOPICS[1];
  }

  #redraw(pending: Pending, who: string): void {
    const visit = "person" in pending ? this.line.visits.find(({ id }) => id === pending.person) : undefined;
    if (pending.what === "comes" && this.#person(pending.person).hour !== undefined) return;
    if (pending.what === "goes") {
      if (pending.person === who || !visit || !isUncalled(visit)) return;
      this.#pending.push({ ...pending, at: this.now + this.#meet(pending.person).patience * MINUTE });
    } else if (pending.what === "ends" && visit?.state === "serving") {
      this.#pending.push({
        ...pending,
        at: Math.max(this.now, visit.startedAt + this.#lengthAbove(pending.person, this.now - visit.startedAt)),
      });
    } else {
      if (pending.what === "starts") this.#meet(pending.person);
      this.#pending.push(pending);
    }
  }

  /** The length of a help that has lasted so long already, in milliseconds; after many trials, that it ends now. */
  #lengthAbove(person: string, elapsed: number): number {
    for (let trial = 0; trial < 2_000; trial += 1) {
      this.#meet(person);
      const length = this.#helpOf(person);
      if (length > elapsed) return length;
    }
    return elapsed;
  }

  #helpOf = (person: string): number =>
    this.#random.around(this.#person(person).topic.minutes * this.#cell.slowness, LIFE.variation) * MINUTE;

  #person(id: string): Person {
    const person = this.#people.get(id);
    if (!person) throw new Error(`Nobody is called ${id}.`);
    return person;
  }

  /** The earliest thing that is to come, taken out. */
  #take(): Pending | undefined {
    const next = this.#pending.reduce<Pending | undefined>(
      (first, one) => (first && first.at <= one.at ? first : one),
      undefined,
    );
    this.#pending = this.#pending.filter((one) => one !== next);
    return next;
  }

  #happen(next: Pending, onNumber?: OnNumber): void {
    switch (next.what) {
      case "comes":
        return this.#joins(next.person, onNumber);
      case "goes":
        return this.#goes(next.person);
      case "starts":
        this.#change(next.person, (visit) => ({ ...atDesk(visit), state: "serving", startedAt: instant(this.now) }));
        return this.#later(this.#helpOf(next.person) / MINUTE, { what: "ends", person: next.person, desk: next.desk });
      case "misses":
        return this.#misses(next.person, next.desk);
      case "ends":
        return this.#ends(next.person, next.desk);
      case "ended":
        return this.#ended(next.person, next.desk);
      case "calls":
        this.#taken.delete(next.desk);
        this.#unsaid.delete(next.desk);
        return this.#call(next.desk);
      case "returns":
        this.#setDesk(next.desk, "present");
        this.#taken.delete(next.desk);
        return this.#call(next.desk);
    }
  }

  #later(minutes: number, pending: DistributiveOmit<Pending, "at">): void {
    this.#pending.push({ ...pending, at: this.now + minutes * MINUTE });
  }

  #joins(id: string, onNumber?: OnNumber): void {
    const { hour, topic, patience } = this.#person(id);
    const { line } = this;
    const late = hour !== undefined && this.now > plusMinutes(hour, 15);
    const visit: UncalledVisit = {
      id,
      number: line.nextNumber,
      origin:
        hour === undefined
          ? { kind: "walk-in" }
          : { kind: "appointment", appointment: id, hour, bookedAt: BOOKED_AT, late },
      joinedAt: instant(this.now),
      priority: this.#random.chance(LIFE.priority),
      missedCalls: 0,
      awayTimes: 0,
      state: "waiting",
      back: false,
      ...(this.#cell.topicsSaid && { topic: topic.key }),
    };
    const expected = line.expected.filter((one) => one.id !== id);
    this.line = { ...line, nextNumber: line.nextNumber + 1, visits: [...line.visits, visit], expected };
    this.#later(patience, { what: "goes", person: id });
    if (onNumber) onNumber(visit, this);
    this.#callEverywhere();
  }

  #goes(id: string): void {
    const visit = this.line.visits.find((one) => one.id === id);
    if (!visit || !isUncalled(visit)) return;
    if (this.#random.chance(LIFE.leavesAloud)) {
      this.#change(id, (one) => ({ ...baseOf(one), state: "left", endedAt: instant(this.now), why: "resident" }));
    } else this.gone.add(id);
  }

  #callEverywhere(): void {
    for (const { number } of this.line.desks) this.#call(number);
  }

  #call(desk: number): void {
    if (this.#taken.has(desk) || this.line.desks.some(({ number, state }) => number === desk && state !== "present"))
      return;
    const next = nextInTurn(this.line, instant(this.now));
    if (!next) return;
    this.#taken.add(desk);
    this.line = { ...this.line, calls: this.line.calls + 1 };
    this.#change(next.id, (visit) => ({ ...baseOf(visit), state: "called", desk, calledAt: instant(this.now) }));
    if (!this.firstCalls.has(next.id)) this.firstCalls.set(next.id, this.now);
    const { untilStart, missedAfter } = LIFE;
    if (this.gone.has(next.id) || this.#random.chance(LIFE.missesCall)) {
      const minutes = missedAfter.least + this.#random.share() * (missedAfter.most - missedAfter.least);
      this.#later(minutes, { what: "misses", person: next.id, desk });
    } else
      this.#later(untilStart.least + this.#random.lasting(untilStart.mean), { what: "starts", person: next.id, desk });
  }

  #misses(id: string, desk: number): void {
    const { calls } = this.line;
    this.#change(id, (visit) =>
      visit.missedCalls >= 2
        ? { ...baseOf(visit), missedCalls: 3, state: "left", endedAt: instant(this.now), why: "missed-calls" }
        : { ...baseOf(visit), missedCalls: visit.missedCalls + 1, state: "absent", missedAtCall: calls },
    );
    this.#taken.delete(desk);
    this.#callEverywhere();
  }

  /** « Terminer » is forgotten now and then, and pressed when the next is to be called, or when somebody looks. */
  #ends(person: string, desk: number): void {
    const { idle, busy } = LIFE.noticedAfter;
    const isIdle = nextInTurn(this.line, instant(this.now)) === undefined;
    const minutes = this.#random.chance(LIFE.forgetsToFinish) ? this.#random.lasting(isIdle ? idle : busy) : 0;
    this.#later(minutes, { what: "ended", person, desk });
  }

  #ended(person: string, desk: number): void {
    this.#change(person, (visit) => ({ ...atDesk(visit), state: "done", endedAt: instant(this.now) }));
    const { share, least, mean, announced } = LIFE.break;
    if (this.#cell.leavesUnsaid && this.#random.chance(LIFE.unsaid.share)) {
      this.#unsaid.set(desk, this.now);
      this.#later(LIFE.unsaid.least + this.#random.lasting(LIFE.unsaid.mean), { what: "calls", desk });
    } else if (this.#random.chance(share)) {
      this.#setDesk(desk, "break", plusMinutes(instant(this.now), announced));
      this.#later(least + this.#random.lasting(mean), { what: "returns", desk });
    } else this.#later(this.#random.lasting(LIFE.untilNextCall), { what: "calls", desk });
  }

  #setDesk(number: number, state: "present" | "break", breakUntil?: Instant): void {
    this.line = {
      ...this.line,
      desks: this.line.desks.map((desk) =>
        desk.number === number
          ? {
              number,
              state,
              since: instant(this.now),
              topics: desk.topics,
              ...(breakUntil !== undefined && { breakUntil }),
            }
          : desk,
      ),
    };
  }

  #change(id: string, transition: (visit: Visit) => Visit): void {
    this.line = {
      ...this.line,
      visits: this.line.visits.map((visit) => (visit.id === id ? transition(visit) : visit)),
    };
  }
}

type DistributiveOmit<Union, Key extends PropertyKey> = Union extends unknown ? Omit<Union, Key> : never;

const openLine = ({ desks }: Cell): LineState =>
  untouchedLine({
    permanence: "generated",
    status: "open",
    numbers: "given",
    span: { start: START, end: plusMinutes(START, LIFE.length) },
    plannedDesks: desks,
    desks: Array.from({ length: desks }, (_, index) => ({
      number: index + 1,
      state: "present",
      since: START,
      topics: "every",
    })),
  });

/** What a visit keeps from call to end. */
function atDesk(visit: Visit) {
  if (visit.state !== "called" && visit.state !== "serving") throw new Error(`Number ${visit.number} is at no desk.`);
  const { desk, calledAt } = visit;
  return { ...baseOf(visit), desk, calledAt, startedAt: visit.state === "serving" ? visit.startedAt : calledAt };
}

function pastOf(visit: Visit): PastVisit | undefined {
  if (!("endedAt" in visit)) return undefined;
  const { joinedAt, endedAt, topic } = visit;
  const known = { joinedAt, endedAt, ...(topic !== undefined && { topic }) };
  if (visit.state === "done") {
    const { desk, calledAt, startedAt } = visit;
    return { ...known, end: "helped", desk, calledAt, startedAt };
  }
  if (visit.state !== "left") return { ...known, end: "other" };
  return { ...known, end: visit.why === "missed-calls" ? "vanished" : "left" };
}
