import { instant, type Instant } from "#lib/time/instant.ts";
import { UNDO_WITHIN, type LineState } from "#lib/queue/line/line-state.ts";
import type { Visit } from "#lib/queue/line/visit.ts";
import type { ActNoted } from "./act-noted.ts";
import { GOES_ON } from "./late-acts.ts";

/** A noted act with its command and its moment. */
export type NotedAct = ActNoted & { readonly command: string; readonly at: Instant };

/**
 * Help that was given and that the line does not hold. `joinedAt`: of somebody who has no number in the line. Without
 * `endedAt` nobody noted when it ended.
 */
export type LateHelp = {
  readonly visit: string;
  readonly joinedAt?: Instant;
  readonly startedAt: Instant;
  readonly endedAt?: Instant;
  readonly desk?: number;
  readonly conseiller?: string;
};

/** The noted acts that stand: without those that were taken back within their minute, and without taking back. */
function standingActs(noted: readonly NotedAct[]): readonly NotedAct[] {
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
 * The help that noted acts tell of and the line does not: at most one for each person, so that nobody counts twice. The
 * line goes first: of somebody whose help it holds only an end counts, where the closing itself had ended that help. A
 * number given by mistake is nobody's.
 */
export function helpsNoted(
  { visits, closedAt }: Pick<LineState, "visits" | "closedAt">,
  noted: readonly NotedAct[],
): readonly LateHelp[] {
  const standing = standingActs(noted);
  const personOf = personIn(
    standing,
    (appointment) =>
      visits.find(({ origin }) => origin.kind === "appointment" && origin.appointment === appointment)?.id,
  );
  const acts = Map.groupBy(standing, ({ about }) => (about === undefined ? undefined : personOf(about)));
  return [...acts].flatMap(([person, theirs]) => {
    if (person === undefined) return [];
    const inOrder = theirs.toSorted((a, b) => a.at - b.at);
    const visit = visits.find(({ id }) => id === person);
    const help = visit ? helpOf(visit, closedAt, inOrder) : helpOfNewcomer(person, inOrder);
    return help ? [help] : [];
  });
}

/**
 * The person whom an act names, by the visit that stands for them. Who was checked in several times for one appointment
 * is one person: the visit in the line, else the visit of the check-in that was made first. `inLine`: the visit in the
 * line that an appointment has.
 */
function personIn(
  noted: readonly NotedAct[],
  inLine: (appointment: string) => string | undefined,
): (about: string) => string {
  const ofAppointment = new Map<string, string>();
  const ofVisit = new Map<string, string>();
  for (const { about, appointment } of noted.toSorted((a, b) => a.at - b.at)) {
    if (about === undefined || appointment === undefined) continue;
    const person = inLine(appointment) ?? ofAppointment.get(appointment) ?? about;
    ofAppointment.set(appointment, person);
    ofVisit.set(about, person);
  }
  return (about) => ofVisit.get(about) ?? about;
}

function helpOf(visit: Visit, closedAt: Instant | undefined, acts: readonly NotedAct[]): LateHelp | undefined {
  if (visit.state === "left" && visit.why === "given-by-mistake") return undefined;
  if (!("startedAt" in visit) || visit.startedAt === undefined)
    return helpFrom({ id: visit.id, since: instant(Math.min(visit.joinedAt, joinedIn(acts) ?? visit.joinedAt)) }, acts);
  if (!("endedAt" in visit) || visit.endedAt !== closedAt) return undefined;
  const { startedAt } = visit;
  const end = acts.find(({ act, at }) => ENDS.has(act) && at >= startedAt);
  return end && lateHelp({ id: visit.id, since: startedAt }, startedAt, end.at, end);
}

/** Of somebody who got their number without network: they are nobody's visit in the line. */
function helpOfNewcomer(id: string, acts: readonly NotedAct[]): LateHelp | undefined {
  const joinedAt = joinedIn(acts);
  return joinedAt === undefined ? undefined : helpFrom({ id, since: joinedAt, joinedAt }, acts);
}

/** When the first number was given, or the first check-in made, of which these acts of one person tell. */
const joinedIn = (acts: readonly NotedAct[]): Instant | undefined => acts.find(({ act }) => JOINS.has(act))?.at;

/**
 * A person by the visit that stands for them. `since`: help cannot have begun before. `joinedAt`: of who has no number
 * in the line.
 */
type Person = { readonly id: string; readonly since: Instant; readonly joinedAt?: Instant };

/** The first help that has ended, else the first that was begun or went on. */
function helpFrom(person: Person, acts: readonly NotedAct[]): LateHelp | undefined {
  for (const end of acts.filter(({ act }) => ENDS.has(act))) {
    const start = beginningOf(end, acts);
    if (start) return lateHelp(person, start.at, end.at, start);
  }
  for (const open of acts.filter(({ act }) => act === "start" || GOES_ON.has(act))) {
    const start = open.act === "start" ? open : beginningOf(open, acts);
    if (start) return lateHelp(person, start.at, undefined, open);
  }
  return undefined;
}

/**
 * The act with which the help began that this act ends or goes on with: the last beginning that the same conseiller
 * noted, else that somebody else did. Of somebody who came back and of whose beginning nothing is known, their coming
 * back.
 */
function beginningOf({ conseiller, at: until, act }: NotedAct, acts: readonly NotedAct[]): NotedAct | undefined {
  const before = acts.filter(({ at }) => at <= until);
  const starts = before.filter((one) => one.act === "start");
  return (
    starts.findLast((one) => one.conseiller === conseiller) ??
    starts.at(-1) ??
    (act === "leave" || act === "refer" ? undefined : before.find((one) => one.act === "resume"))
  );
}

function lateHelp(
  { id, since, joinedAt }: Person,
  began: Instant,
  ended: Instant | undefined,
  { desk, conseiller }: NotedAct,
): LateHelp {
  const startedAt = instant(Math.max(began, since));
  return {
    visit: id,
    ...(joinedAt !== undefined && { joinedAt }),
    startedAt,
    ...(ended !== undefined && { endedAt: instant(Math.max(ended, startedAt)) }),
    ...(desk !== undefined && { desk }),
    ...(conseiller !== undefined && { conseiller }),
  };
}

/**
 * One line of the team's list. `number`: missing for somebody who has none in the line. `again`: help that ended and
 * does not count, since other help of this person does. `given`: somebody got a number without network and was not
 * helped.
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

/** A visit in the line as the team's list names it. `appointment`: of somebody who had booked. */
export type NumberedVisit = { readonly id: string; readonly number: number; readonly appointment?: string };

/**
 * What came after the close, in the order in which it happened: each help, and what else the acts say of people.
 * `visits`: those in the line. A check-in of somebody who is in the line, or was checked in before, tells nothing and
 * is not listed.
 */
export function lateItems(
  helps: readonly LateHelp[],
  noted: readonly NotedAct[],
  visits: readonly NumberedVisit[],
): readonly LateItem[] {
  const standing = standingActs(noted);
  const personOf = personIn(standing, (appointment) => visits.find((visit) => visit.appointment === appointment)?.id);
  const numberOf = (person: string | undefined) => {
    const number = visits.find(({ id }) => id === person)?.number;
    return number === undefined ? {} : { number };
  };
  const others = standing.flatMap(({ act, about, at }): readonly LateItem[] => {
    const what = TOLD[act];
    const person = about === undefined ? undefined : personOf(about);
    const help = helps.find(({ visit }) => visit === person);
    const isToldAlready = JOINS.has(act)
      ? help !== undefined || person !== about
      : ENDS.has(act) && help?.endedAt === at;
    return what === undefined || isToldAlready ? [] : [{ what, ...numberOf(person), at }];
  });
  const given = helps.map(({ visit, startedAt: at, endedAt: until }): LateItem => ({
    what: "helped",
    ...numberOf(visit),
    at,
    ...(until !== undefined && { until }),
  }));
  return [...given, ...others].toSorted((a, b) => a.at - b.at);
}
