import { takesTopic } from "#lib/schedule/topic.ts";
import { plusMinutes, type Instant } from "#lib/time/instant.ts";
import type { Desk, LineState } from "#lib/queue/line/line-state.ts";
import {
  isMissing,
  isUncalled,
  type AbsentVisit,
  type Origin,
  type UncalledVisit,
  type Visit,
  type WaitingVisit,
} from "#lib/queue/line/visit.ts";

/** An appointment may be called from this many minutes before its hour. */
const DUE_BEFORE = 2;

/** A missed call is offered again after this many further calls that were not undone, at any desk. */
const REOFFERED_AFTER_CALLS = 2;

/**
 * Why somebody is next (docs/line.md#order-of-the-line). The first reason in this order for which there is somebody
 * decides:
 * - `back`: help had begun and was paused, the person is back, and the desk that helped them is not there any more;
 * - `priority`: the team gave them priority;
 * - `due`: the hour of their appointment has come, and everybody in line got their number after it was made;
 * - `line`: they are first in the order of the numbers;
 * - `early`: they have an appointment later, and nobody else can be called.
 */
type TurnReason = "back" | "priority" | "due" | "line" | "early";

/** Who is next, and why. */
type Turn = { readonly visit: UncalledVisit; readonly reason: TurnReason };

/**
 * Who is next and why. An appointment never passes somebody who had a number before it was made, or who got it when the
 * turn of the appointment had passed: they were not told of it. Absent people hold nobody up; they are asked again at
 * once, in the same order, only when nobody else can be called.
 */
export const nextTurn = lastAnswered((state, now): Turn | undefined => new TurnOrder(state).next(now));

/** Who is next (docs/line.md#order-of-the-line). */
export const nextInTurn = (state: LineState, now: Instant): UncalledVisit | undefined => nextTurn(state, now)?.visit;

/** Everybody who could be called now, in the order in which the rule would call them: what the tablet lists. */
export const inTurn = lastAnswered((state, now): readonly UncalledVisit[] => {
  const order = new TurnOrder(state);
  const all: UncalledVisit[] = [];
  for (let next = order.next(now); next; next = order.next(now)) {
    order.remove(next.visit);
    all.push(next.visit);
  }
  return all;
});

/**
 * The same answer, worked out once for what was last asked of each line: several parts of a screen, and the rule that
 * calls, ask one after the other.
 */
function lastAnswered<Answer>(work: (state: LineState, now: Instant) => Answer): typeof work {
  const last = new WeakMap<LineState, { readonly now: Instant; readonly answer: Answer }>();
  return (state, now) => {
    const known = last.get(state);
    if (known?.now === now) return known.answer;
    const answer = work(state, now);
    last.set(state, { now, answer });
    return answer;
  };
}

/** Whether this desk may help with the topic of the visit. A visit without a topic may be served anywhere. */
export const mayServe = (desk: Pick<Desk, "topics">, visit: Pick<Visit, "topic">): boolean =>
  visit.topic === undefined || takesTopic(desk.topics, visit.topic);

/**
 * The first in turn whom this desk may serve: offered by the tablet when the next one is not for it
 * (docs/line.md#desks-and-skills).
 */
export const nextItMayServe = (state: LineState, desk: Pick<Desk, "topics">, now: Instant): UncalledVisit | undefined =>
  inTurn(state, now).find((visit) => mayServe(desk, visit));

/**
 * The people of a line who wait for a call, taken one after the other by the rule. It is changed in place, so that a
 * whole line is taken in little more than the time of sorting it. From one question to the next `now` never goes back.
 */
export class TurnOrder {
  #calls: number;
  readonly #callable: Callable;
  /** Away people, by the end of their time out. */
  readonly #away: Sorted<AwayVisit>;
  /** People who missed a call and are not offered their turn again yet, by the call that they missed. */
  readonly #absent: Sorted<AbsentVisit>;

  constructor(from: Pick<LineState, "visits" | "calls"> | TurnOrder) {
    if (from instanceof TurnOrder) {
      this.#calls = from.#calls;
      this.#away = from.#away.copy();
      this.#absent = from.#absent.copy();
      this.#callable = from.#callable.copy();
      return;
    }
    this.#calls = from.calls;
    const uncalled = from.visits.filter(isUncalled).filter((visit) => !isMissing(visit));
    this.#away = new Sorted(byReturn, uncalled.filter(hasTimeOut));
    this.#absent = new Sorted(byMissedCall, uncalled.filter(isAbsent));
    this.#callable = Callable.of(uncalled.filter((visit) => !hasTimeOut(visit) && !isAbsent(visit)));
  }

  /** The same people once more, to be taken apart from these. */
  copy(): TurnOrder {
    return new TurnOrder(this);
  }

  /** When the first of those who are away comes back; undefined when nobody is away. */
  get firstReturn(): Instant | undefined {
    return this.#away.first?.awayUntil;
  }

  /** Who is next at that moment, and why. */
  next(now: Instant): Turn | undefined {
    for (let away = this.#away.first; away && isCallable(away, this.#calls, now); away = this.#away.first) {
      this.#away.remove(away);
      this.#callable.add(away);
    }
    for (let absent = this.#absent.first; absent && isCallable(absent, this.#calls, now); absent = this.#absent.first) {
      this.#absent.remove(absent);
      this.#callable.add(absent);
    }
    return this.#callable.next(now) ?? Callable.of(this.#absent.all).next(now);
  }

  /** Somebody comes into the line. */
  add(visit: UncalledVisit): void {
    if (hasTimeOut(visit)) this.#away.add(visit);
    else if (isAbsent(visit)) this.#absent.add(visit);
    else this.#callable.add(visit);
  }

  /** Takes out whom `next` named. */
  remove(visit: UncalledVisit): void {
    if (isAbsent(visit) && this.#absent.remove(visit)) return;
    this.#callable.remove(visit);
  }

  /** The same, by a call: absent people are offered their turn again after a number of them. */
  call(visit: UncalledVisit): void {
    this.remove(visit);
    this.#calls += 1;
  }
}

/** People who can all be called now. */
class Callable {
  readonly #back: Sorted<UncalledVisit>;
  readonly #priority: Sorted<UncalledVisit>;
  readonly #line: Sorted<UncalledVisit>;
  readonly #booked: Sorted<UncalledVisit & BookedOnTime>;
  /** Of the line and the booked people, those whose number was given when the turn of some appointment had passed. */
  readonly #notToldOfAll: Sorted<UncalledVisit>;

  private constructor(
    back: Sorted<UncalledVisit>,
    priority: Sorted<UncalledVisit>,
    line: Sorted<UncalledVisit>,
    booked: Sorted<UncalledVisit & BookedOnTime>,
    notToldOfAll: Sorted<UncalledVisit>,
  ) {
    this.#back = back;
    this.#priority = priority;
    this.#line = line;
    this.#booked = booked;
    this.#notToldOfAll = notToldOfAll;
  }

  static of(visits: readonly UncalledVisit[]): Callable {
    const ordinary = visits.filter((visit) => !isBack(visit) && !visit.priority);
    return new Callable(
      new Sorted(byOrderKey, visits.filter(isBack)),
      new Sorted(
        byOrderKey,
        visits.filter((visit) => !isBack(visit) && visit.priority),
      ),
      new Sorted(byOrderKey, ordinary.filter(standsInLine)),
      new Sorted(byHour, ordinary.filter(isBookedOnTime)),
      new Sorted(byOrderKey, ordinary.filter(isNotToldOfAll)),
    );
  }

  copy(): Callable {
    return new Callable(
      this.#back.copy(),
      this.#priority.copy(),
      this.#line.copy(),
      this.#booked.copy(),
      this.#notToldOfAll.copy(),
    );
  }

  next(now: Instant): Turn | undefined {
    const line = this.#line.first;
    return (
      turn(this.#back.first, "back") ??
      turn(this.#priority.first, "priority") ??
      turn(this.#due(now, line), "due") ??
      turn(line, "line") ??
      turn(this.#booked.all.toSorted(byOrderKey)[0], "early")
    );
  }

  /**
   * The first due appointment that everybody in the line, of whom `line` is the first, and all who are due were told
   * of.
   */
  #due(now: Instant, line: UncalledVisit | undefined): UncalledVisit | undefined {
    const notToldOfAll = this.#notToldOfAll.all;
    for (const booked of this.#booked.all) {
      if (!isDue(booked, now)) return undefined;
      const passesLine = line === undefined || toldSince(booked, notToldOfAll) < line.joinedAt;
      if (passesLine && !notToldOfAll.some((visit) => isDue(visit, now) && isNotToldOf(visit, booked))) return booked;
    }
    return undefined;
  }

  add(visit: UncalledVisit): void {
    if (isBack(visit)) return this.#back.add(visit);
    if (visit.priority) return this.#priority.add(visit);
    if (isNotToldOfAll(visit)) this.#notToldOfAll.add(visit);
    if (isBookedOnTime(visit)) this.#booked.add(visit);
    else this.#line.add(visit);
  }

  remove(visit: UncalledVisit): void {
    if (isBack(visit)) this.#back.remove(visit);
    else if (visit.priority) this.#priority.remove(visit);
    else if (isBookedOnTime(visit)) this.#booked.remove(visit);
    else this.#line.remove(visit);
    if (isNotToldOfAll(visit)) this.#notToldOfAll.remove(visit);
  }
}

/** A list in an order, whose first is taken out without moving the others. */
class Sorted<Item> {
  readonly #compare: (a: Item, b: Item) => number;
  #items: Item[];
  /** The items before this index were taken out. */
  #from = 0;

  constructor(compare: (a: Item, b: Item) => number, items: readonly Item[]) {
    this.#compare = compare;
    this.#items = items.toSorted(compare);
  }

  copy(): Sorted<Item> {
    const copy = new Sorted<Item>(this.#compare, []);
    copy.#items = this.#items.slice(this.#from);
    return copy;
  }

  get first(): Item | undefined {
    return this.#items[this.#from];
  }

  get all(): readonly Item[] {
    return this.#from === 0 ? this.#items : this.#items.slice(this.#from);
  }

  add(item: Item): void {
    const after = this.#items.findIndex((other, index) => index >= this.#from && this.#compare(item, other) < 0);
    this.#items.splice(after === -1 ? this.#items.length : after, 0, item);
  }

  /** Answers whether it was there. */
  remove(item: Item): boolean {
    if (this.first === item) {
      this.#from += 1;
      return true;
    }
    const at = this.#items.indexOf(item, this.#from);
    if (at !== -1) this.#items.splice(at, 1);
    return at !== -1;
  }
}

const turn = (visit: UncalledVisit | undefined, reason: TurnReason): Turn | undefined => visit && { visit, reason };

type AwayVisit = WaitingVisit & { readonly awayUntil: Instant };

const hasTimeOut = (visit: UncalledVisit): visit is AwayVisit =>
  visit.state === "waiting" && visit.awayUntil !== undefined;
const byReturn = (a: AwayVisit, b: AwayVisit): number => a.awayUntil - b.awayUntil;
const isAbsent = (visit: UncalledVisit): visit is AbsentVisit => visit.state === "absent";
const byMissedCall = (a: AbsentVisit, b: AbsentVisit): number => a.missedAtCall - b.missedAtCall;

/**
 * Waiting and not away, or absent and to be offered its turn again, which a number that is to be verified never is.
 * `calls`: how many calls of the line were not
 * undone.
 */
export const isCallable = (visit: UncalledVisit, calls: number, now: Instant): boolean =>
  visit.state === "absent"
    ? !isMissing(visit) && calls - visit.missedAtCall >= REOFFERED_AFTER_CALLS
    : visit.awayUntil === undefined || visit.awayUntil <= now;

/** Back from a pause whose desk is gone. */
export const isBack = (visit: UncalledVisit): boolean => visit.state === "waiting" && visit.back;

/** A visit with an appointment that was not late. */
export type BookedOnTime = { readonly origin: Extract<Origin, { kind: "appointment" }> };

/** An appointment that was not late. */
export const isBookedOnTime = <Held extends { readonly origin: Origin }>(visit: Held): visit is Held & BookedOnTime =>
  visit.origin.kind === "appointment" && !visit.origin.late;

const isNotToldOfAll = (visit: UncalledVisit): boolean => visit.passedTurns !== undefined;

/** Whether this number was given when the turn of the appointment had passed: it is not on the list of this number. */
export const isNotToldOf = (visit: Pick<Visit, "passedTurns">, booked: BookedOnTime): boolean =>
  visit.passedTurns?.includes(booked.origin.appointment) ?? false;

/**
 * The moment from which numbers are told of the appointment: when it was made; while somebody of these people has a
 * number that was given when it had lost its turn, the moment of the last such number. Numbers given until then are
 * called first.
 */
export const toldSince = (booked: BookedOnTime, visits: readonly Visit[]): number =>
  Math.max(
    booked.origin.bookedAt,
    ...visits.filter((visit) => isNotToldOf(visit, booked)).map(({ joinedAt }) => joinedAt),
  );

/** Walk-ins and late appointments: they are ordered by their order keys alone. */
export const standsInLine = (visit: { readonly origin: Origin }): boolean => !isBookedOnTime(visit);

/** The moment from which an appointment at that hour is due. */
export const dueFrom = (hour: Instant): Instant => plusMinutes(hour, -DUE_BEFORE);

/** An appointment that was not late, from two minutes before its hour. */
export const isDue = <Held extends { readonly origin: Origin }>(
  visit: Held,
  now: Instant,
): visit is Held & BookedOnTime => isBookedOnTime(visit) && dueFrom(visit.origin.hour) <= now;

type OrderKey = { readonly joinedAt: Instant; readonly number: number };

/** By the order key: when the number was given, then the number (two devices may give one in the same millisecond). */
export const byOrderKey = (a: OrderKey, b: OrderKey): number => a.joinedAt - b.joinedAt || a.number - b.number;

/** By the booked hour, then by the order key. */
export const byHour = (a: OrderKey & BookedOnTime, b: OrderKey & BookedOnTime): number =>
  a.origin.hour - b.origin.hour || byOrderKey(a, b);
