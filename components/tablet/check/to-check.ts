import type { CommandType } from "#lib/queue/acts/acts.ts";
import { deskOf, isOver, visitOf, type LineState } from "#lib/queue/line/line-state.ts";
import { hasEnded, type Visit } from "#lib/queue/line/visit.ts";
import { assertNever } from "#lib/result.ts";
import type { Instant } from "#lib/time/instant.ts";
import type { ActNotice } from "#components/tablet/device/act-notice.ts";

/** A sentence of `tablet.check`, with what it names. `at`: an hour. */
export type CheckSentence<Key extends string> = {
  readonly key: Key;
  readonly at?: Instant;
  readonly number?: number;
  readonly shown?: number;
  readonly desk?: number;
};

/**
 * Acts on one person, or one act on nobody, that were made without network and are not done as they were shown.
 * `urgent`: somebody may be at two desks, hold a wrong card, or wait for a call that will not come.
 */
export type ToCheck = {
  readonly id: string;
  readonly urgent: boolean;
  /** The person's number, as the line has it now, else as it was shown here. */
  readonly number?: number;
  readonly happened: readonly {
    readonly did: CheckSentence<DidKey>;
    readonly because: CheckSentence<ReasonKey>;
    readonly notice: ActNotice;
  }[];
  /** Later acts on the same person fell with them. */
  readonly fell: boolean;
  readonly stands: CheckSentence<StateKey>;
  readonly tell: CheckSentence<AdviceKey>;
};

/**
 * What is to be checked, the urgent first, then the oldest (docs/without-network.md#what-came-back). `line`: as it is
 * now, so that what stands is true when it is read. `me`: the conseiller of this tablet.
 */
export function toCheck(notices: readonly ActNotice[], line: LineState, me: string): readonly ToCheck[] {
  const listed = notices.filter(({ withoutNetwork }) => withoutNetwork).sort((one, other) => one.at - other.at);
  const whom = [...new Set(listed.map(aboutWhom))];
  return whom
    .map((id) => {
      const together = listed.filter((notice) => aboutWhom(notice) === id);
      return entry(id, together, line, deskOf(line, me)?.number);
    })
    .sort((one, other) => Number(other.urgent) - Number(one.urgent));
}

const aboutWhom = ({ why, visit, command }: ActNotice): string =>
  why === "noted-after-close" ? why : (visit ?? command);

function entry(id: string, notices: readonly ActNotice[], line: LineState, desk: number | undefined): ToCheck {
  const visit = visitAbout(notices, line);
  const number = visit?.number ?? notices.find((one) => one.number !== undefined)?.number;
  const stands = standsOf(notices, visit, line, desk);
  const { urgent = false, ...tell } = tellOf(notices, visit, line, desk);
  return {
    id,
    urgent,
    ...(number !== undefined && { number }),
    happened: notices.map((notice) => ({ did: didOf(notice), because: becauseOf(notice), notice })),
    fell: notices.some(({ fell }) => fell !== undefined),
    stands,
    tell,
  };
}

/**
 * The visit in the line as it is now. A booked person who was checked in elsewhere has another visit than the one made
 * here.
 */
function visitAbout(notices: readonly ActNotice[], line: LineState): Visit | undefined {
  const known = notices.flatMap(({ visit }) => (visit === undefined ? [] : (visitOf(line, visit) ?? [])));
  if (known[0]) return known[0];
  const appointments = notices.map(({ appointment }) => appointment);
  return line.visits.find(({ origin }) => origin.kind === "appointment" && appointments.includes(origin.appointment));
}

/** What was done here, by its act. */
const DID = {
  "add-desk": "desks",
  "add-visit": "joined",
  announce: "announced",
  "ask-help": "askedHelp",
  away: "away",
  break: "rested",
  call: "called",
  "call-next": "called",
  "check-in": "arrived",
  close: "closed",
  describe: "described",
  fetch: "fetched",
  "free-desk": "desks",
  "give-numbers": "gaveNumbers",
  "stop-numbers": "stoppedNumbers",
  "hand-over": "handedOver",
  incident: "incident",
  late: "late",
  "lease-numbers": "something",
  leave: "left",
  "leave-desk": "leftDesk",
  return: "returned",
  open: "opened",
  pause: "paused",
  resume: "resumed",
  prioritise: "gavePriority",
  refer: "referred",
  reopen: "reopened",
  report: "reported",
  start: "started",
  finish: "finished",
  absent: "missed",
  suspend: "suspended",
  "resume-line": "resumedLine",
  "take-back": "tookBack",
  "take-desk": "tookDesk",
  "take-over": "desks",
  "turn-away": "turnedAway",
  undo: "undid",
  "undo-turn-away": "undidTurnAway",
  "numbers-by-team": "something",
  "verify-numbers": "something",
} as const satisfies Record<CommandType, string>;

/** The sentences that need no number. */
const WITHOUT_NUMBER = [
  "desks",
  "announced",
  "askedHelp",
  "rested",
  "closed",
  "gaveNumbers",
  "stoppedNumbers",
  "incident",
  "late",
  "leftDesk",
  "returned",
  "opened",
  "reopened",
  "suspended",
  "resumedLine",
  "tookDesk",
  "turnedAway",
  "undidTurnAway",
  "something",
] as const satisfies readonly (typeof DID)[CommandType][];

type DidKey = (typeof DID)[CommandType] | "wentOn";

function didOf({ act, why, at, number, shown }: ActNotice): CheckSentence<DidKey> {
  if (why === "noted-after-close") return { key: "wentOn", at };
  const key = DID[act];
  const given = shown ?? number;
  if (given !== undefined) return { key, at, number: given };
  return { key: WITHOUT_NUMBER.some((one) => one === key) ? key : "something", at };
}

type ReasonKey = ReturnType<typeof becauseOf>["key"];

/** Acts that need the desk of the sender to be free. */
const NEEDS_TABLE: readonly CommandType[] = ["call", "call-next", "start", "resume", "undo"];
const TAKES_TABLE: readonly CommandType[] = ["take-desk", "open", "hand-over", "take-over"];

/** Why it is not done as shown. */
function becauseOf({ act, why, number, shown, desk, freed, elsewhere }: ActNotice) {
  switch (why) {
    case "renumbered":
      return { key: "otherNumber" as const, number: number ?? 0, shown: shown ?? 0 };
    case "help-stands":
      return { key: "helpCounts" as const, desk: freed ?? 0 };
    case "already-called":
      return desk === undefined ? { key: "calledAlready" as const } : { key: "calledAt" as const, desk };
    case "not-your-desk":
      return desk === undefined ? { key: "elsewhere" as const } : { key: "elsewhereAt" as const, desk };
    case "state-changed":
      if (number === undefined) return { key: "changed" as const };
      return (act === "call" || act === "call-next") && desk !== undefined
        ? { key: "elsewhereAt" as const, desk }
        : { key: "changedFor" as const, number };
    case "desk-busy":
      if (TAKES_TABLE.includes(act)) return { key: "deskTaken" as const };
      return NEEDS_TABLE.includes(act) ? { key: "deskBusy" as const } : { key: "somebodyStill" as const };
    case "seated-elsewhere":
      return elsewhere ? { key: "seatedAt" as const, desk: elsewhere.desk } : { key: "seatedElsewhere" as const };
    case "desk-not-taken":
      return { key: "deskLeft" as const };
    case "too-late":
      return act === "reopen" ? { key: "tooLateToReopen" as const } : { key: "tooLate" as const };
    case "permanence-closed":
    case "noted-after-close":
      return { key: "over" as const };
    case "already-here":
      return { key: "hadNumber" as const };
    case "permanence-not-open":
      return { key: "notOpen" as const };
    case "numbers-not-given":
      return { key: "noNumbersYet" as const };
    case "numbers-stopped":
      return { key: "noNumbersLeft" as const };
    case "outside-window":
      return { key: "noNumberThen" as const };
    case "outside-hours":
      return { key: "hourNotPossible" as const };
    case "line-suspended":
      return { key: "wasSuspended" as const };
    case "queue-empty":
      return { key: "nobodyWaited" as const };
    case "away-enough":
      return { key: "awayTwice" as const };
    case "not-fetched":
      return { key: "notFetched" as const };
    case "leftovers-remain":
      return { key: "peopleWaited" as const };
    case "report-incomplete":
      return { key: "reportIncomplete" as const };
    case "personal-number-refused":
      return { key: "personalNumber" as const };
    case "too-large":
      return { key: "tooLong" as const };
    case "too-early":
      return { key: "tooEarly" as const };
    case "not-found":
      return { key: "unknownNumber" as const };
    case "ask-the-team":
    case "not-allowed":
      return { key: "notAllowed" as const };
    case "not-understood":
      return { key: "notUnderstood" as const };
    case "same-tap":
      return (act === "call" || act === "call-next") && number !== undefined
        ? { key: "callFell" as const, number }
        : { key: "fellToo" as const };
    default:
      return assertNever(why);
  }
}

type StateKey =
  | ReturnType<typeof whereTheyAre>["key"]
  | ReturnType<typeof deskNow>["key"]
  | ReturnType<typeof halfDayNow>["key"]
  | ReturnType<typeof numbersNow>["key"]
  | "noted"
  | "hasNumber"
  | "notInLine"
  | "notRecorded";

const OF_TABLE: readonly CommandType[] = ["take-desk", "leave-desk", "break", "return", "add-desk", "free-desk"];
const OF_HALF_DAY: readonly CommandType[] = ["open", "close", "reopen", "suspend", "resume-line"];
const OF_NUMBERS: readonly CommandType[] = ["give-numbers", "stop-numbers"];
/** They change nothing of where somebody is. */
const ONLY_NOTES: readonly CommandType[] = ["report", "describe"];

function standsOf(
  notices: readonly ActNotice[],
  visit: Visit | undefined,
  line: LineState,
  desk: number | undefined,
): CheckSentence<StateKey> {
  const [{ act, why }] = notices as readonly [ActNotice];
  if (why === "noted-after-close") return { key: "noted" };
  if (why === "not-understood" || notices.every((notice) => ONLY_NOTES.includes(notice.act)))
    return { key: "notRecorded" };
  if (visit) {
    const isOfCard = notices.some(isAboutCard);
    return isOfCard && !hasEnded(visit) ? { key: "hasNumber", number: visit.number } : whereTheyAre(visit, desk);
  }
  if (act === "add-visit" || act === "check-in") return { key: "notInLine" };
  if (OF_TABLE.includes(act)) return deskNow(line, desk);
  if (OF_HALF_DAY.includes(act)) return halfDayNow(line);
  return OF_NUMBERS.includes(act) ? numbersNow(line) : { key: "notRecorded" };
}

/** Whether somebody may hold a card with another number than theirs. */
const isAboutCard = ({ why }: ActNotice): boolean => why === "renumbered" || why === "already-here";

/** `desk`: that of this tablet. */
function whereTheyAre(visit: Visit, desk: number | undefined) {
  const { number } = visit;
  switch (visit.state) {
    case "waiting":
      return visit.awayUntil === undefined
        ? { key: "waits" as const, number }
        : { key: "isAway" as const, number, at: visit.awayUntil };
    case "absent":
      return { key: "didNotAnswer" as const, number };
    case "called":
      return visit.desk === desk
        ? { key: "calledHere" as const, number }
        : { key: "calledThere" as const, number, desk: visit.desk };
    case "serving":
      return visit.desk === desk
        ? { key: "withYou" as const, number }
        : { key: "withDesk" as const, number, desk: visit.desk };
    case "paused":
      return { key: "awaited" as const, number, desk: visit.desk };
    case "done":
      return { key: "helped" as const, number, desk: visit.desk };
    case "left":
      return visit.why === "given-by-mistake"
        ? { key: "numberVoid" as const, number }
        : { key: "gone" as const, number };
    case "redirected":
      return { key: "sentOn" as const, number };
    case "unserved":
      return { key: "notServed" as const, number };
    default:
      return assertNever(visit);
  }
}

const deskNow = (line: LineState, desk: number | undefined) =>
  isOver(line) || desk === undefined ? ({ key: "noDesk" } as const) : ({ key: "yourDesk", desk } as const);

function halfDayNow(line: LineState) {
  if (isOver(line)) return { key: "isOver" } as const;
  if (line.suspended) return { key: "isSuspended" } as const;
  return line.status === "open" ? ({ key: "isOpen" } as const) : ({ key: "isNotOpen" } as const);
}

const numbersNow = (line: LineState) =>
  line.numbers === "given" && !isOver(line) ? ({ key: "numbersGiven" } as const) : ({ key: "noNumbers" } as const);

type AdviceKey =
  | "nothing"
  | "again"
  | "swapCard"
  | "giveCard"
  | "isClosed"
  | "newNumber"
  | "whoKeeps"
  | "callAgain"
  | "goTo"
  | "stay"
  | "otherDate"
  | "noteGone"
  | "tellGone";

/** After these somebody was with this desk, or on their way to it. */
const BRINGS: readonly CommandType[] = ["call", "call-next", "start", "resume", "take-over"];
const BEGINS_HELP: readonly CommandType[] = ["start", "resume"];
/** After these the person may have left the place. */
const LETS_GO: readonly CommandType[] = ["finish", "leave", "refer"];

/** What to tell the person, from where the acts that fell left them, and where the line has them now. */
function tellOf(
  notices: readonly ActNotice[],
  visit: Visit | undefined,
  line: LineState,
  desk: number | undefined,
): CheckSentence<AdviceKey> & { readonly urgent?: boolean } {
  const [first] = notices as readonly [ActNotice];
  if (first.why === "noted-after-close" || first.why === "help-stands") return { key: "nothing" };
  if (first.why === "not-understood") return { key: "again" };
  const last = notices.flatMap(({ act, fell = [] }) => [act, ...fell]).findLast((act) => !ONLY_NOTES.includes(act));
  if (last === undefined) return { key: "again" };
  if (!visit) {
    if (last !== "add-visit" && last !== "check-in") return { key: isOver(line) ? "nothing" : "again" };
    return isOver(line) ? { key: "isClosed" } : { key: "newNumber", urgent: true };
  }
  const { number } = visit;
  if (visit.state === "unserved") return { key: "otherDate", number };
  if (hasEnded(visit)) return { key: "nothing" };
  const card = notices.find(isAboutCard);
  if (card) {
    const shown = card.shown ?? card.number;
    return shown === undefined || shown === number
      ? { key: "giveCard", number, urgent: true }
      : { key: "swapCard", number, shown, urgent: true };
  }
  const elsewhere = "desk" in visit && visit.desk !== desk ? visit.desk : undefined;
  if ("desk" in visit && elsewhere === undefined) return { key: BRINGS.includes(last) ? "nothing" : "again" };
  if (LETS_GO.includes(last)) {
    if (elsewhere === undefined) return { key: "noteGone", number };
    return visit.state === "serving" ? { key: "nothing" } : { key: "tellGone", number, desk: elsewhere };
  }
  if (BEGINS_HELP.includes(last))
    return elsewhere === undefined
      ? { key: "callAgain", number, urgent: true }
      : { key: "whoKeeps", number, desk: elsewhere, urgent: true };
  if (BRINGS.includes(last)) {
    if (elsewhere === undefined) return { key: "stay", number };
    return visit.state === "called" ? { key: "goTo", number, desk: elsewhere } : { key: "nothing" };
  }
  if (last === "away") return { key: "stay", number };
  return { key: elsewhere === undefined ? "again" : "nothing" };
}
