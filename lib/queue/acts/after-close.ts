import { RUNS_OVER } from "../../schedule/permanence.ts";
import { instant, plusMinutes, SECOND, type Instant } from "../../time/instant.ts";
import { UNDO_WITHIN, type LineState } from "../line/line-state.ts";
import type { Visit } from "../line/visit.ts";
import type { ActNoted } from "./act-noted.ts";
import { visitNamedIn, type Command, type CommandType } from "./acts.ts";
import type { TurnedAwayFacts } from "./turn-away.ts";
import { ON_PEOPLE, RECEIVED_FOR } from "./late-acts.ts";

/** A noted act with its command and its moment. */
export type Noted = ActNoted & { readonly command: string; readonly at: Instant };

/** A beginning of help in the line, also of help whose visit does not hold it any more: its desk was left. */
export type HelpBegun = { readonly visit: string; readonly at: Instant; readonly conseiller: string | undefined };

/**
 * Help that was given and that the line does not hold. `joinedAt`: of somebody who has no number in the line. Without `endedAt`
 * nobody noted when it ended.
 */
export type LateHelp = {
  readonly visit: string;
  readonly joinedAt?: Instant;
  readonly startedAt: Instant;
  readonly endedAt?: Instant;
  readonly desk?: number;
  readonly conseiller?: string;
};

/** In the midst of help. */
const GOES_ON: ReadonlySet<string> = new Set(["resume", "pause", "hand-over"]);

/** An act that comes later than this was done without network. */
const WITHOUT_NETWORK = 10 * SECOND;

/** Whether the act says that somebody is being helped: with network nobody is, at a half-day that is closed. */
const isOfHelp = (type: CommandType): boolean => type === "start" || type === "finish" || GOES_ON.has(type);

/**
 * Whether an act on people is noted: a person has closed the half-day, the act comes at most seven days later, was done without
 * network, and before 90 minutes had passed since the close and the planned end. By then the line would have ended by itself.
 */
export const isNotedAct = (
  { status, closedAt, span }: LineState,
  { type, at }: { readonly type: CommandType; readonly at: Instant },
  receivedAt: Instant,
): boolean =>
  status === "closed" &&
  closedAt !== undefined &&
  ON_PEOPLE.has(type) &&
  (isOfHelp(type) || receivedAt - at > WITHOUT_NETWORK) &&
  at < plusMinutes(instant(Math.max(span.end, closedAt)), RUNS_OVER) &&
  receivedAt <= plusMinutes(closedAt, RECEIVED_FOR);

/** What is kept of such an act: ids and a desk. */
export function actNoted(command: Command): ActNoted {
  const about = visitNamedIn(command);
  return {
    type: "act-noted",
    act: command.type,
    ...(about !== undefined && { about }),
    ...(command.type === "start" && command.desk !== undefined && { desk: command.desk }),
    ...(command.type === "check-in" && { appointment: command.appointment }),
    ...(command.type === "turn-away" && { turnedAway: turnedAwayBy(command) }),
    ...(command.type === "undo" && { undoes: command.command }),
    ...(command.type === "undo-turn-away" && { undoes: command.turnAway }),
    ...(command.conseiller !== undefined && { conseiller: command.conseiller }),
  };
}

const turnedAwayBy = ({ reason, topic, language, target }: TurnedAwayFacts): TurnedAwayFacts => ({
  reason,
  ...(topic !== undefined && { topic }),
  ...(language !== undefined && { language }),
  ...(target !== undefined && { target }),
});

/** The noted acts that stand: without those that were taken back within their minute, and without taking back. */
function standingActs(noted: readonly Noted[]): readonly Noted[] {
  const undone = new Set(
    noted.flatMap(({ undoes, at }) =>
      noted.some((act) => act.command === undoes && at - act.at <= UNDO_WITHIN) ? [undoes] : [],
    ),
  );
  return noted.filter(({ command, undoes }) => undoes === undefined && !undone.has(command));
}

const ENDS: ReadonlySet<string> = new Set(["finish", "refer", "leave"]);
const JOINS: ReadonlySet<string> = new Set(["add-visit", "check-in"]);

/**
 * The help that noted acts tell of and the line does not: at most one for each person, so that nobody counts twice. The line
 * goes first: of somebody whose help it holds only an end counts, where the closing itself had ended that help. A number given by
 * mistake is nobody's. `begun`: beginnings of help in the line.
 */
export function helpsNoted(
  line: Pick<LineState, "visits" | "closedAt">,
  begun: readonly HelpBegun[],
  noted: readonly Noted[],
): readonly LateHelp[] {
  const standing = standingActs(noted);
  const personOf = personIn(line.visits, standing);
  const acts = Map.groupBy(standing, ({ about }) => (about === undefined ? undefined : personOf(about)));
  return [...acts].flatMap(([person, theirs]) => {
    if (person === undefined) return [];
    const inOrder = theirs.toSorted((a, b) => a.at - b.at);
    const visit = line.visits.find(({ id }) => id === person);
    const before = begun.filter((one) => one.visit === person).toSorted((a, b) => a.at - b.at);
    const help = visit ? helpOf(visit, line.closedAt, before, inOrder) : helpOfNewcomer(person, inOrder);
    return help ? [help] : [];
  });
}

/** A check-in without network of somebody who is in the line by another check-in is about that visit. */
function personIn(visits: readonly Visit[], noted: readonly Noted[]): (about: string) => string {
  const same = new Map(
    noted.flatMap(({ act, about, appointment }) => {
      const visit = visits.find(({ origin }) => origin.kind === "appointment" && origin.appointment === appointment);
      return act === "check-in" && about !== undefined && visit ? [[about, visit.id] as const] : [];
    }),
  );
  return (about) => same.get(about) ?? about;
}

function helpOf(
  visit: Visit,
  closedAt: Instant | undefined,
  begun: readonly HelpBegun[],
  acts: readonly Noted[],
): LateHelp | undefined {
  if (visit.state === "left" && visit.why === "given-by-mistake") return undefined;
  if (!("startedAt" in visit) || visit.startedAt === undefined) return helpFrom(visit, begun, acts);
  if (!("endedAt" in visit) || visit.endedAt !== closedAt) return undefined;
  const { startedAt } = visit;
  const end = acts.find(({ act, at }) => ENDS.has(act) && at >= startedAt);
  return end && lateHelp({ id: visit.id }, startedAt, end.at, end);
}

/** Of somebody who got their number without network: they are nobody's visit in the line. */
function helpOfNewcomer(id: string, acts: readonly Noted[]): LateHelp | undefined {
  const joined = acts.find(({ act }) => JOINS.has(act));
  return joined && helpFrom({ id, joinedAt: joined.at, isNew: true }, [], acts);
}

type Person = { readonly id: string; readonly joinedAt?: Instant; readonly isNew?: true };

/** The first help that has ended, else the first that was begun or went on. Never before the number was given. */
function helpFrom(person: Person, begun: readonly HelpBegun[], acts: readonly Noted[]): LateHelp | undefined {
  for (const end of acts.filter(({ act }) => ENDS.has(act))) {
    const start = beginningOf(end, begun, acts);
    if (start) return lateHelp(person, start.at, end.at, "act" in start ? start : end);
  }
  for (const open of acts.filter(({ act }) => act === "start" || GOES_ON.has(act))) {
    const start = open.act === "start" ? open : beginningOf(open, begun, acts);
    if (start) return lateHelp(person, start.at, undefined, open);
  }
  return undefined;
}

/**
 * When the help began that this act ends or goes on with: as the same conseiller noted it, or began it in the line; else as
 * somebody else did. Of somebody who came back and of whose beginning nothing is known, when they came back.
 */
function beginningOf(
  { conseiller, at: until, act }: Noted,
  begun: readonly HelpBegun[],
  acts: readonly Noted[],
): Noted | HelpBegun | undefined {
  const before = acts.filter(({ at }) => at <= until);
  const starts = before.filter((one) => one.act === "start");
  const inLine = begun.filter(({ at }) => at <= until);
  const isOwn = (one: Noted | HelpBegun): boolean => one.conseiller === conseiller;
  return (
    starts.findLast(isOwn) ??
    inLine.findLast(isOwn) ??
    inLine.at(-1) ??
    starts.at(-1) ??
    (act === "leave" || act === "refer" ? undefined : before.find((one) => one.act === "resume"))
  );
}

function lateHelp(
  { id, joinedAt, isNew }: Person,
  began: Instant,
  ended: Instant | undefined,
  { desk, conseiller }: Noted,
): LateHelp {
  const startedAt = instant(Math.max(began, joinedAt ?? began));
  return {
    visit: id,
    ...(isNew && joinedAt !== undefined && { joinedAt }),
    startedAt,
    ...(ended !== undefined && { endedAt: instant(Math.max(ended, startedAt)) }),
    ...(desk !== undefined && { desk }),
    ...(conseiller !== undefined && { conseiller }),
  };
}

/**
 * One line of the team's list. `number`: missing for somebody who has none in the line. `again`: help that ended and does not
 * count, since other help of this person does. `given`: somebody got a number without network and was not helped.
 */
export type LateItem = {
  readonly what: "helped" | "again" | "absent" | "left" | "referred" | "given" | "turned-away";
  readonly number?: number;
  readonly at: Instant;
  readonly until?: Instant;
};

const TOLD: Readonly<Partial<Record<string, LateItem["what"]>>> = {
  finish: "again",
  absent: "absent",
  leave: "left",
  refer: "referred",
  "add-visit": "given",
  "check-in": "given",
  "turn-away": "turned-away",
};

/** What came after the close, in the order in which it happened: each help, and what else the acts say of people. `numberOf`: of a visit in the line. */
export function lateItems(
  helps: readonly LateHelp[],
  noted: readonly Noted[],
  numberOf: (visit: string) => number | undefined,
): readonly LateItem[] {
  const named = (visit: string | undefined) => {
    const number = visit === undefined ? undefined : numberOf(visit);
    return number === undefined ? {} : { number };
  };
  const isToldWithHelp = ({ act, about, at }: Noted): boolean =>
    helps.some(({ visit, endedAt }) => visit === about && (JOINS.has(act) || (ENDS.has(act) && endedAt === at)));
  const others = standingActs(noted).flatMap((act): readonly LateItem[] => {
    const what = TOLD[act.act];
    return what === undefined || isToldWithHelp(act) ? [] : [{ what, ...named(act.about), at: act.at }];
  });
  const given = helps.map(({ visit, startedAt: at, endedAt: until }): LateItem => ({
    what: "helped",
    ...named(visit),
    at,
    ...(until !== undefined && { until }),
  }));
  return [...given, ...others].toSorted((a, b) => a.at - b.at);
}
