import { instant, type Instant } from "#lib/time/instant.ts";

/**
 * How a person came into the line. `late` is decided at check-in: the person then stands in line from their arrival.
 * `passedBy`: ids of the calls, not undone, that took their turn and so made them late; without any they are not late.
 * `wanted`: the conseiller they asked for, shown to the desks; it changes no turn.
 */
export type Origin =
  | { readonly kind: "walk-in" }
  | {
      readonly kind: "appointment";
      readonly appointment: string;
      readonly hour: Instant;
      readonly bookedAt: Instant;
      readonly late: boolean;
      readonly passedBy?: readonly string[];
      readonly wanted?: string;
    };

/**
 * What a visit has in every state, from the moment its number is given. `joinedAt`, then `number`, is the order key.
 */
export type BaseVisit = {
  readonly id: string;
  readonly number: number;
  readonly origin: Origin;
  readonly joinedAt: Instant;
  readonly priority: boolean;
  readonly topic?: string;
  readonly language?: string;
  readonly card?: number;
  /** Calls the person did not answer. The third one ends the visit as `left`. */
  readonly missedCalls: number;
  /** How often the person has said « Je reviens »; twice at most. */
  readonly awayTimes: number;
  /**
   * Appointments that had lost their turn when the number was given: they are not on its closed list and never pass it.
   */
  readonly passedTurns?: readonly string[];
  /** At their turn somebody of the team goes to them (docs/line.md#fetching). */
  readonly toFetch?: true;
  /** Its number is of a burst, and nobody has come with it yet (docs/line.md#a-burst-of-numbers). */
  readonly toVerify?: true;
  /** When a number that was given without network came to the line; missing when it was given by the line. */
  readonly receivedAt?: Instant;
  /**
   * Help whose desk was left before it ended. Forgotten once another desk begins to help. A `done` visit has it when
   * that help was its last: `desk`, `calledAt` and `startedAt` are then the same.
   */
  readonly helped?: FormerHelp;
};

/**
 * Help at a desk that was left before that help had an end. `conseiller`: who helped, and alone may say when it ended
 * (docs/without-network.md#help-that-was-given).
 */
type FormerHelp = {
  readonly desk: number;
  readonly conseiller?: string;
  readonly calledAt: Instant;
  readonly startedAt: Instant;
};

/**
 * `back`: help had begun, and its desk was left during the help or during a pause in it, so the person is next at any
 * desk. `awayUntil`: not called before that moment.
 */
export type WaitingVisit = BaseVisit & {
  readonly state: "waiting";
  readonly back: boolean;
  readonly awayUntil?: Instant;
};
/** Did not answer a call. `missedAtCall`: how many calls of the line were not undone by then, this one included. */
export type AbsentVisit = BaseVisit & { readonly state: "absent"; readonly missedAtCall: number };
export type CalledVisit = BaseVisit & { readonly state: "called"; readonly desk: number; readonly calledAt: Instant };
export type ServingVisit = BaseVisit & {
  readonly state: "serving";
  readonly desk: number;
  readonly calledAt: Instant;
  readonly startedAt: Instant;
};
/** `errand`: fetches a paper or tries alone. `other-desk`: handed over to `desk`, and first in turn there. */
export type PausedVisit = BaseVisit & {
  readonly state: "paused";
  readonly for: PausedFor;
  readonly desk: number;
  readonly calledAt: Instant;
  readonly startedAt: Instant;
};
export type DoneVisit = BaseVisit & {
  readonly state: "done";
  readonly desk: number;
  readonly calledAt: Instant;
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  /** Who held the desk when the help ended, if anybody was named: the report is theirs. */
  readonly conseiller?: string;
  /** « Terminer » was forgotten, and who helped said later about when help ended. */
  readonly endedAbout?: true;
};
/**
 * `startedAt`: when help had begun, of somebody who left from a pause, or after their desk was left during the help.
 */
export type LeftVisit = BaseVisit & {
  readonly state: "left";
  readonly startedAt?: Instant;
  readonly endedAt: Instant;
  readonly why: LeftWhy;
};
/** Sent on elsewhere. `startedAt`: when help had begun, as in `LeftVisit`. */
type RedirectedVisit = BaseVisit & {
  readonly state: "redirected";
  readonly startedAt?: Instant;
  readonly endedAt: Instant;
};
export type UnservedVisit = BaseVisit & { readonly state: "unserved"; readonly endedAt: Instant };

export type PausedFor = "errand" | "other-desk";

/** `given-by-mistake`: giving the number was undone. The number stays used, and no person is counted for it. */
export type LeftWhy = "resident" | "staff" | "missed-calls" | "given-by-mistake";

/** One person's passage in the line (docs/line.md#visit-states). */
export type Visit =
  | WaitingVisit
  | AbsentVisit
  | CalledVisit
  | ServingVisit
  | PausedVisit
  | DoneVisit
  | LeftVisit
  | RedirectedVisit
  | UnservedVisit;

export type VisitState = Visit["state"];

/** A visit that a desk may call: waiting, or absent and to be offered its turn again. */
export type UncalledVisit = WaitingVisit | AbsentVisit;

/** Whether a desk may call the visit. */
export const isUncalled = (visit: Visit): visit is UncalledVisit =>
  visit.state === "waiting" || visit.state === "absent";

/**
 * Whether nobody stood there when this number of a burst was called once. It is offered to no desk, and not counted
 * before others, until they come (docs/line.md#a-burst-of-numbers).
 */
export const isMissing = (visit: Visit): boolean => visit.state === "absent" && visit.toVerify === true;

/** A visit that holds a desk. Two of them never hold the same one (docs/line.md#invariants). */
export type AtDesk = CalledVisit | ServingVisit;

/** Whether the visit holds a desk now; a pause frees it. */
export const isAtDesk = (visit: Visit): visit is AtDesk => visit.state === "called" || visit.state === "serving";

/** What a visit has in every state, without what belongs to its present one. A transition begins with it. */
export const baseOf = ({
  id,
  number,
  origin,
  joinedAt,
  priority,
  topic,
  language,
  card,
  missedCalls,
  awayTimes,
  passedTurns,
  toFetch,
  toVerify,
  receivedAt,
  helped,
}: BaseVisit): BaseVisit => ({
  id,
  number,
  origin,
  joinedAt,
  priority,
  missedCalls,
  awayTimes,
  ...(topic !== undefined && { topic }),
  ...(language !== undefined && { language }),
  ...(card !== undefined && { card }),
  ...(passedTurns && { passedTurns }),
  ...(toFetch && { toFetch }),
  ...(toVerify && { toVerify }),
  ...(receivedAt !== undefined && { receivedAt }),
  ...(helped && { helped }),
});

/** The same visit with this topic and language; the very same where it has them already. */
export function describedAs<Held extends BaseVisit>(
  visit: Held,
  { topic, language }: { readonly topic?: string | undefined; readonly language?: string | undefined },
): Held {
  if (visit.topic === topic && visit.language === language) return visit;
  const { topic: _, language: __, ...rest } = visit;
  return {
    ...rest,
    ...(topic !== undefined && { topic }),
    ...(language !== undefined && { language }),
  } as unknown as Held;
}

/** The same of somebody whom another desk begins to help: what was begun before is over, and they are there. */
export function baseOfHelp(visit: BaseVisit): Omit<BaseVisit, "helped" | "toVerify"> {
  const { helped: _, toVerify: __, ...base } = baseOf(visit);
  return base;
}

/** Whether somebody waits and is there: neither out for some minutes nor without an answer to their call. */
export const isThere = (visit: Visit, now: Instant): boolean =>
  visit.state === "waiting" && (visit.awayUntil === undefined || visit.awayUntil <= now);

/**
 * Whether the first was given their number without network, and it came to the line when the second stood there
 * already: the second was not told of it.
 */
export const cameUntold = (first: Visit, second: Visit): boolean =>
  first.receivedAt !== undefined && (second.receivedAt ?? second.joinedAt) < first.receivedAt;

/** Whether the visit is over, in whatever way. */
export const hasEnded = (visit: Visit): boolean => "endedAt" in visit;

/** The help that was begun for somebody who is at no desk: they are paused, or their desk was left during it. */
export const helpBefore = (visit: Visit): FormerHelp | undefined =>
  visit.state === "paused" ? visit : visit.state === "serving" || visit.state === "done" ? undefined : visit.helped;

/**
 * When help began, of a visit that ends without help going on: it counts as a contact
 * (docs/figures.md#what-is-counted).
 */
export function helpedSince(visit: Visit): { readonly startedAt?: Instant } {
  const help = helpBefore(visit);
  return help ? { startedAt: help.startedAt } : {};
}

/** In line again during help that began so: next at any desk. */
export const backFrom = (visit: Visit, helped: FormerHelp): WaitingVisit => ({
  ...baseOf(visit),
  state: "waiting",
  back: true,
  helped,
});

/** Whether this conseiller helped the person at a desk that was left meanwhile, and nobody else has begun since. */
export const wasHelpedBy = (visit: Visit, conseiller: string | undefined): boolean =>
  conseiller !== undefined && visit.state !== "paused" && helpBefore(visit)?.conseiller === conseiller;

/**
 * The moment of something that happens to a visit: not before its number was given, it was called or its help began.
 */
export const inOrder = (visit: Visit, at: Instant): Instant =>
  instant(
    Math.max(
      at,
      visit.joinedAt,
      "calledAt" in visit ? visit.calledAt : at,
      "startedAt" in visit ? (visit.startedAt ?? at) : at,
      visit.helped?.startedAt ?? at,
    ),
  );

/**
 * Throws: an event is applied to a visit in a state that the event cannot follow, so it was decided on another line.
 */
export function invalidTransition(visit: Visit, to: string): never {
  throw new Error(`Number ${visit.number} is ${visit.state} and cannot become ${to}.`);
}

/** The third call without an answer ends the visit (docs/line.md#missed-calls). */
const CALLS_IN_ALL = 3;

/** Whether missing this call ends the visit. */
export const isLastCall = ({ missedCalls }: Pick<CalledVisit, "missedCalls">): boolean =>
  missedCalls + 1 >= CALLS_IN_ALL;

/**
 * The 24 pictures, in the order of the numbers: 1 is the sun, 14 the key. They are keys of the message catalogue under
 * `pictures`.
 */
const PICTURES = [
  "sun",
  "cat",
  "house",
  "apple",
  "bicycle",
  "star",
  "fish",
  "fir",
  "flower",
  "moon",
  "boat",
  "hat",
  "umbrella",
  "key",
  "bell",
  "car",
  "bird",
  "glasses",
  "cup",
  "heart",
  "ball",
  "book",
  "leaf",
  "butterfly",
] as const;

export type PictureName = (typeof PICTURES)[number];

/** The index of the picture beside a number: `(number − 1) mod 24` (docs/line.md#numbers). */
export const pictureOf = (number: number): number => (number - 1) % PICTURES.length;

/** The key of a picture in the message catalogue. */
export const pictureName = (picture: number): PictureName => PICTURES[picture % PICTURES.length] ?? "sun";
