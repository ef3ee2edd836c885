import { instant, MINUTE, plusMinutes, type Instant } from "#lib/time/instant.ts";
import { awaitedAt, isFresh, occupantOf, type Desk, type LineState } from "#lib/queue/line/line-state.ts";
import {
  isAtDesk,
  isMissing,
  isUncalled,
  type AtDesk,
  type PausedVisit,
  type UncalledVisit,
  type Visit,
} from "#lib/queue/line/visit.ts";
import { ifHere, isAwaited, isOverdue } from "#lib/queue/order/who-may-pass.ts";
import { isCallable, TurnOrder } from "#lib/queue/order/next-in-turn.ts";
import { HELPS_OF_DEFAULT, type MinutesOf, type Pace } from "./pace.ts";

/** The share of booked people who come. */
const COMING = 0.9;

/** Minutes that a break is reckoned to last still, once its announced end has passed or is near. */
const OVERRUN = 5;

/**
 * When each person in line might be called: the moments in 64 simulated continuations, earliest first, by visit. The
 * line is played forward with the rule that calls, the desks that are present or whose break has an announced end, the
 * help that they have begun, people whom they await from a pause, and booked people who come at their hour, or the one
 * they announced. Drawn are how long a help lasts, who leaves meanwhile and which booked people come. The draws of a
 * person follow from their number or their hour, so that server and tablet announce the same, each time. Nobody is in
 * the answer while no desk is at work.
 */
export const simulateTurns = (state: LineState, now: Instant, pace: Pace): ReadonlyMap<string, readonly Instant[]> =>
  finished(simulatedTurns(state, now, pace));

/** The same, one continuation after the other. */
export function* simulatedTurns(
  state: LineState,
  now: Instant,
  pace: Pace,
): Generator<void, ReadonlyMap<string, readonly Instant[]>> {
  const coming = comingPeople(state, now);
  const inLine = state.visits.filter(isUncalled);
  const line: SimulatedLine = {
    order: new TurnOrder(state),
    desks: worksOf(state, now, pace.minutesOf),
    people: new Map([
      ...inLine.map((visit) => [visit.id, personOf(visit, pace.minutesOf(visit.topic))] as const),
      ...coming.map(({ visit, seed, minutes }) => [visit.id, personOf(visit, minutes, seed)] as const),
    ]),
    waiting: inLine.length,
    coming: coming.map(({ visit }) => visit),
    now,
    pace,
  };
  const turns = new Map(inLine.map(({ id }) => [id, [] as Instant[]]));
  for (let time = 0; time < TIMES; time += 1) {
    playForward(line, time, (id, at) => turns.get(id)?.push(at));
    yield;
  }
  return new Map(
    [...turns].filter(([, moments]) => moments.length > 0).map(([id, all]) => [id, all.sort((a, b) => a - b)]),
  );
}

/** What every continuation begins with. */
type SimulatedLine = {
  readonly order: TurnOrder;
  readonly desks: readonly Work[];
  readonly people: ReadonlyMap<string, Person>;
  /** How many are in line now. */
  readonly waiting: number;
  /** Booked people who are not here, as they would stand in line, by the moment at which they come. */
  readonly coming: readonly UncalledVisit[];
  readonly now: Instant;
  readonly pace: Pace;
};

/** Somebody who is helped or will be: the seed of their draws, the usual minutes of their help, and how these vary. */
type Person = { readonly seed: number; readonly minutes: number; readonly lengths: Lengths };

const personOf = ({ number, topic }: Pick<Visit, "number" | "topic">, minutes: number, seed = number): Person => ({
  seed,
  minutes,
  lengths: topic === undefined ? OF_ANY_TOPIC : OF_ONE_TOPIC,
});

/** One continuation: tells whose turn comes when, in this order, until everybody now in line was called. */
function playForward(line: SimulatedLine, time: number, tell: (id: string, at: Instant) => void): void {
  const { people, coming, now, pace } = line;
  const order = line.order.copy();
  const slowness = slownessOf(pace, time);
  const free = line.desks.map((work) => freeAt(work, pace, slowness, time));
  let waiting = line.waiting;
  let arrived = 0;
  while (waiting > 0) {
    const desk = free.indexOf(Math.min(...free));
    const at = free[desk];
    if (at === undefined || at === Infinity) return;
    for (let next = coming[arrived]; next && next.joinedAt <= at; next = coming[(arrived += 1)])
      if (draw(people.get(next.id)?.seed ?? 0, "comes", time) < COMING) order.add(next);
    const visit = order.next(instant(at))?.visit;
    const person = visit && people.get(visit.id);
    if (!person) {
      free[desk] = Math.min(coming[arrived]?.joinedAt ?? Infinity, order.firstReturn ?? Infinity);
      continue;
    }
    tell(visit.id, instant(at));
    if (visit.joinedAt <= now) waiting -= 1;
    if (hasLeft(person, (at - now) / MINUTE, pace, time)) {
      order.remove(visit);
      continue;
    }
    order.call(visit);
    if (hasVanished(person, (at - visit.joinedAt) / MINUTE, pace, time)) continue;
    const minutes = person.minutes * slowness * lengthOf(person.lengths, draw(person.seed, "help", time));
    free[desk] = at + (pace.between + minutes) * MINUTE;
  }
}

/** Whether the person has said that they leave by then. */
const hasLeft = ({ seed }: Person, minutes: number, { leaving }: Pace, time: number): boolean =>
  draw(seed, "leaves", time) > Math.exp(-leaving * minutes);

/**
 * Whether the person has gone without a word; the minutes of calls that nobody answers are in those between two helps.
 */
const hasVanished = ({ seed }: Person, minutes: number, { vanishing }: Pace, time: number): boolean =>
  draw(seed, "vanishes", time) > Math.exp(-vanishing * minutes);

/** Somebody booked, as they would stand in line. `seed`: another whole number for each of a half-day, below zero. */
type ExpectedVisit = { readonly visit: UncalledVisit; readonly minutes: number; readonly seed: number };

/**
 * Booked people as if they came when they announced, else at their hour, or now when that has just passed. The overdue
 * are left out.
 */
function comingPeople(state: LineState, now: Instant): readonly ExpectedVisit[] {
  const ofHour = new Map<Instant, number>();
  return state.expected
    .filter((expected) => isAwaited(expected, now))
    .map((expected) => {
      const { hour, minutes } = expected;
      const before = ofHour.get(hour) ?? 0;
      ofHour.set(hour, before + 1);
      const at = instant(Math.max(expected.expectedAt ?? hour, now + 1));
      const seed = -(1 + ((hour - state.span.start) / MINUTE) * MOST_OF_AN_HOUR + before);
      return { visit: ifHere(state, expected, at, isOverdue(expected, at)), minutes, seed };
    })
    .sort((a, b) => a.visit.joinedAt - b.visit.joinedAt);
}

/** At most this many people are booked for the same hour: the most desks of a half-day. */
const MOST_OF_AN_HOUR = 20;

/** What a desk has begun: from when on it works, and those whom it helps, or awaits and helps before it calls. */
type Work = { readonly from: Instant; readonly begun: readonly PersonReceived[] };
type PersonReceived = Person & {
  readonly called: boolean;
  readonly elapsed: number;
  /** How likely it is, of a help that is over, that « Terminer » was forgotten and nobody has noticed yet. */
  readonly forgotten: number;
};

/** The share of helps whose « Terminer » is forgotten; and the minutes within which it is noticed while people wait. */
const FORGOTTEN = { share: 0.04, noticed: 5 };

/** Whether somebody is behind the desk, or on a break with an announced end. */
export const isAtWork = (desk: Desk): boolean =>
  desk.state === "present" || (desk.state === "break" && desk.breakUntil !== undefined);

function worksOf(state: LineState, now: Instant, minutesOf: MinutesOf): readonly Work[] {
  const waited = Math.max(0, (now - (waitingSince(state, now) ?? now)) / MINUTE);
  const forgotten = FORGOTTEN.share * Math.exp(-waited / FORGOTTEN.noticed);
  return state.desks.filter(isAtWork).map((desk) => {
    const occupant = occupantOf(state, desk.number);
    const received = [...(occupant ? [occupant] : []), ...awaitedAt(state, desk.number)].map((visit) =>
      begunHelp(visit, now, minutesOf(visit.topic), forgotten),
    );
    return {
      from: desk.state === "break" ? instant(Math.max(desk.breakUntil ?? now, plusMinutes(now, OVERRUN))) : now,
      begun: received.length > 0 ? received : silentDesk(state, desk, now, minutesOf()),
    };
  });
}

/** Minutes after which a desk that calls nobody, while people wait, is not reckoned free any more. */
const SILENT = 5;

/** Above the numbers of a line. */
const SEED_OF_DESK = 1_000_000;

/**
 * A desk that is present and has called nobody for five minutes, although somebody waits: its person does something
 * else, and is reckoned as if they had helped somebody meanwhile. Nothing while it is not known when it called last,
 * since one of the last calls was not answered, and while nobody may be called.
 */
function silentDesk(state: LineState, desk: Desk, now: Instant, minutes: number): readonly PersonReceived[] {
  const waiting = waitingSince(state, now);
  const isMissed = state.visits.some(
    (visit) => visit.state === "absent" && !isMissing(visit) && !isCallable(visit, state.calls, now),
  );
  if (desk.state !== "present" || waiting === undefined || state.suspended || isMissed) return [];
  const since = Math.max(
    state.span.start,
    desk.since,
    waiting,
    ...state.visits.map((visit) => (visit.state === "done" && visit.desk === desk.number ? visit.endedAt : 0)),
    ...state.undoable
      .filter((act) => isFresh(act, now))
      .map(({ at, before }) => (before && isAtDesk(before) && before.desk === desk.number ? at : 0)),
  );
  const elapsed = (now - since) / MINUTE;
  if (elapsed < SILENT) return [];
  return [{ ...personOf({ number: SEED_OF_DESK + desk.number }, minutes), called: false, elapsed, forgotten: 0 }];
}

/** Since when somebody who is there has been waiting for a call. */
function waitingSince(state: LineState, now: Instant): Instant | undefined {
  const since = state.visits
    .filter((visit) => visit.state === "waiting")
    .map(({ joinedAt, awayUntil = joinedAt }) => Math.max(joinedAt, awayUntil))
    .filter((from) => from <= now);
  return since.length === 0 ? undefined : instant(Math.min(...since));
}

/** The time of a pause counts as help: when a pause began is not kept. */
const begunHelp = (visit: AtDesk | PausedVisit, now: Instant, minutes: number, forgotten: number): PersonReceived => ({
  ...personOf(visit, minutes),
  called: visit.state === "called",
  elapsed: visit.state === "called" ? 0 : Math.max(0, (now - visit.startedAt) / MINUTE),
  forgotten: visit.state === "serving" ? forgotten : 0,
});

/**
 * The moment at which a desk calls next, in milliseconds: half of the minutes between two helps lie before the call.
 */
const freeAt = ({ from, begun }: Work, { between }: Pace, slowness: number, time: number): number =>
  begun.reduce((at, { seed, minutes: usual, lengths, called, elapsed, forgotten }) => {
    const minutes = usual * slowness;
    const rest = minutes * restOf(lengths, elapsed / minutes, draw(seed, "help", time), forgotten);
    return at + (rest + (called ? between : between / 2)) * MINUTE;
  }, from as number);

/**
 * By how much the helps of a half-day differ together from the usual minutes, as the standard deviation of the
 * logarithm: `place` at one where nobody was helped yet, `day` also where everything was learned.
 */
const TOGETHER = { day: 0.1, place: 0.2 };

/** Nobody: what is drawn for all helps of a continuation. */
const ALL = 0;

/**
 * The factor by which all helps of a continuation are longer than usual. An error of the usual minutes adds up along
 * the line, while the lengths of single helps even out. Log-logistic around 1.
 */
function slownessOf({ helps }: Pace, time: number): number {
  const unknown = TOGETHER.place ** 2 * (HELPS_OF_DEFAULT / (HELPS_OF_DEFAULT + helps));
  const drawn = draw(ALL, "slowness", time);
  return (drawn / (1 - drawn)) ** ((Math.sqrt(3) / Math.PI) * Math.sqrt(TOGETHER.day ** 2 + unknown));
}

/** What is drawn of a person, or of all: each is another number, always the same one for the same person and time. */
type Drawn = "help" | "leaves" | "vanishes" | "comes" | "slowness";

const SALT: Readonly<Record<Drawn, number>> = {
  help: 0x9e3779b1,
  leaves: 0x85ebca6b,
  vanishes: 0xc2b2ae35,
  comes: 0x27d4eb2f,
  slowness: 0x165667b1,
};

/** How often the line is played forward: a power of two. */
export const TIMES = 64;

/**
 * A number between 0 and 1, both excluded, by the seed of a person (a whole number), what is drawn, and which of the
 * `TIMES`. Over all of them each sixty-fourth of the numbers is drawn once, in an order of the person's own, so that a
 * wait of one help has the quantiles of that help.
 */
export function draw(seed: number, what: Drawn, time: number): number {
  const order = mixed(seed ^ SALT[what]);
  const part = (Math.imul(time, order | 1) + (order >>> 16)) & (TIMES - 1);
  const within = (mixed(order + Math.imul(time + 1, 0x297a2d39)) + 0.5) / 2 ** 32;
  return (part + within) / TIMES;
}

/** Mixes the bits of a whole number into one from 0 up to 2³² (lowbias32, by Chris Wellons). */
function mixed(number: number): number {
  let bits = Math.imul(number ^ (number >>> 16), 0x7feb352d);
  bits = Math.imul(bits ^ (bits >>> 15), 0x846ca68b);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/**
 * How the lengths of helps lie around their mean: a log-logistic distribution, close to the log-normal one by which
 * services are usually described, and with quantiles that are closed formulas. With `shape` 4 the standard deviation is
 * 0.52 of the mean: helps of one topic. With 3 it is 0.81: of any topic. `scale`: the median, when the mean is 1.
 */
export type Lengths = { readonly shape: number; readonly scale: number };

const lengthsOf = (shape: number): Lengths => ({ shape, scale: Math.sin(Math.PI / shape) / (Math.PI / shape) });
export const OF_ONE_TOPIC = lengthsOf(4);
export const OF_ANY_TOPIC = lengthsOf(3);

/** A length, as a share of the mean, for a drawn number. */
export const lengthOf = ({ shape, scale }: Lengths, drawn: number): number =>
  scale * (drawn / (1 - drawn)) ** (1 / shape);

/**
 * What is left of a help that has lasted `elapsed` shares of the mean already. `forgotten`: the share of ended helps
 * whose end nobody has said. The longer it lasts, the likelier it has ended: then nothing is left.
 */
export function restOf(lengths: Lengths, elapsed: number, drawn: number, forgotten = 0): number {
  const ended = elapsed <= 0 ? 0 : 1 / (1 + (elapsed / lengths.scale) ** -lengths.shape);
  const isOver = (forgotten * ended) / (forgotten * ended + 1 - ended);
  if (drawn < isOver) return 0;
  const among = (drawn - isOver) / (1 - isOver);
  return Math.max(0, lengthOf(lengths, ended + among * (1 - ended)) - elapsed);
}

/** Work that can be done in parts, with something else between them: each step does one, and the last one answers. */
export type InParts<Answer> = Iterator<void, Answer>;

/** Does all parts that are left, at once. */
export function finished<Answer>(work: InParts<Answer>): Answer {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
