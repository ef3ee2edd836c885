import type { TopicsTaken } from "#lib/schedule/topic.ts";
import { instant, SECOND, type Instant } from "#lib/time/instant.ts";
import { contains, type Interval } from "#lib/time/interval.ts";
import type { Command, QueueEvent, QueueRefusal, Stamped } from "./acts/acts.ts";
import {
  actNoted,
  isNotedAct,
  endsAfterLateAct,
  isLateAct,
  lineAfterLateAct,
  lineBeforeEnd,
} from "./acts/late-acts.ts";
import { decide, evolved, type StateBefore } from "./acts/decider.ts";
import { leaveDesk } from "./acts/desk-presence.ts";
import type { Stamp } from "./line/envelope.ts";
import type { SeatedDesk } from "./acts/take-desk.ts";
import type { Arranger, LineState } from "./line/line-state.ts";
import type { Visit } from "./line/visit.ts";

/** What became of a command. One that is sent again is answered `already-applied`, or refused for the same reason. */
export type CommandResult =
  | { readonly id: string; readonly outcome: "applied" | "already-applied" }
  | {
      readonly id: string;
      readonly outcome: "refused";
      readonly refusal: QueueRefusal;
      readonly elsewhere?: SeatElsewhere;
    };

/** The half-day at which a conseiller sits who is refused `seated-elsewhere`, as they know it. `day`: "2026-11-26". */
export type SeatElsewhere = {
  readonly permanence: string;
  readonly place: string;
  readonly day: string;
  readonly desk: number;
};

/**
 * A command as it arrives at a permanence. `conseiller`: who is signed in, whatever the command says. `lastExchange`:
 * they cannot have acted on this device before it. `known`: the record that was kept of this command id, at whatever
 * permanence.
 */
export type Arrival = {
  readonly permanence: string;
  readonly command: Command;
  readonly conseiller: string | undefined;
  readonly lastExchange: Instant | undefined;
  readonly receivedAt: Instant;
  readonly known: Pick<CommandRecord, "permanence" | "refusal"> | undefined;
};

/** What is kept of a received command. `at`: when its device says it happened, within what is possible. */
export type CommandRecord = {
  readonly id: string;
  readonly permanence: string;
  readonly type: Command["type"];
  readonly device: string;
  readonly at: Instant;
  readonly receivedAt: Instant;
  readonly refusal: QueueRefusal | undefined;
};

/** What is kept of an event: the version of the line after it, and the state before it. */
export type EventRecord = Stamped & { readonly version: number; readonly kept: StateBefore | undefined };

/**
 * What is done with an arrival. `record`: to be kept; none for a command that is known or has no line. `events` lead
 * from `before` to `line`, the line as it then is; both are undefined when the line was not looked at.
 */
export type Reception = {
  readonly result: CommandResult;
  readonly record: CommandRecord | undefined;
  readonly events: readonly EventRecord[];
  readonly before: LineState | undefined;
  readonly line: LineState | undefined;
};

/**
 * What has to be looked up before a command is received. `arranges`: whether the sender may arrange the desks.
 * `seated`, `named`: users; `named` are those that somebody else names.
 */
export type FactsNeeded = {
  readonly topic: string | undefined;
  readonly seated: readonly string[];
  readonly named: readonly string[];
  readonly arranges: boolean;
};

/**
 * What was looked up. `mayArrange`: whether the sender may arrange the desks, `arrangesAs`: as whom. `heldUpElsewhere`:
 * the seated users whom somebody called or helped keeps at a desk of another half-day. `assignments`: those of the
 * seated users to this permanence, by their beginning. `mayRunLine`: those of the named users who may. `beforeEnd`: of
 * a late arrival (`isLateArrival`), those whom the automatic end has ended, as they were.
 */
export type CommandFacts = {
  readonly topicExists: boolean;
  readonly mayArrange: boolean;
  readonly arrangesAs?: Arranger | undefined;
  readonly heldUpElsewhere: readonly string[];
  readonly assignments: readonly Assignment[];
  readonly mayRunLine: readonly string[];
  readonly beforeEnd: readonly Visit[];
  /**
   * The day of the half-day has not begun at its place, so that nobody closes it yet: it is cancelled, with a reason.
   */
  readonly beforeItsDay?: true;
};

/** When a conseiller is planned at a half-day, and what they serve there. */
export type Assignment = { readonly conseiller: string; readonly topics: TopicsTaken; readonly span: Interval };

export const NOTHING_NEEDED: FactsNeeded = { topic: undefined, seated: [], named: [], arranges: false };

/** What has to be looked up for this command; most need nothing. */
export function factsNeeded({ command, conseiller }: Pick<Arrival, "command" | "conseiller">): FactsNeeded {
  switch (command.type) {
    case "add-visit":
    case "describe":
    case "turn-away":
      return { ...NOTHING_NEEDED, topic: command.topic ?? undefined };
    case "take-desk":
      return { ...NOTHING_NEEDED, seated: conseiller === undefined ? [] : [conseiller] };
    case "open": {
      const named = [...new Set(command.desks.flatMap((desk) => desk.conseiller ?? []))];
      return { ...NOTHING_NEEDED, seated: named, named };
    }
    case "free-desk":
    case "add-desk":
    case "take-over":
      return { ...NOTHING_NEEDED, arranges: true };
    default:
      return NOTHING_NEEDED;
  }
}

/**
 * Receives a command: a known one is answered as before, another is decided on the line, and its record is kept
 * whatever the answer, so that sending it five times has one effect. Refused `not-found`: no such line, an id that was
 * used at another permanence, or a named colleague who may not run this line. `seated-elsewhere`: who would sit down
 * has somebody at a desk of another half-day. `not-allowed`: the sender may not arrange the desks. `too-early`: a
 * half-day is closed before its day. `noted-after-close`: a tablet did it without network, and a person has closed the
 * half-day; it is kept in an event. An act from before an automatic end is decided on the line as it was then. `line`
 * is not needed for a known command.
 */
export function receive(arrival: Arrival, line: LineState | undefined, facts: CommandFacts): Reception {
  const { command, receivedAt, known } = arrival;
  if (known || !line)
    return { ...unseen, result: known ? earlierResult(arrival, known) : refused(command.id, "not-found") };
  const { arranges, named, seated } = factsNeeded(arrival);
  if (arranges && !facts.mayArrange) return { ...refuseArrival(arrival, "not-allowed"), before: line, line };
  if (command.type === "close" && facts.beforeItsDay && line.status === "scheduled")
    return { ...refuseArrival(arrival, "too-early"), before: line, line };
  const acted = attributed(arrival, facts);
  const stamp = { at: acted.at, receivedAt, command: command.id };
  if (isNotedArrival(arrival, line)) {
    const { after, events } = applied(line, [actNoted(acted)], stamp);
    return { ...refuseArrival(arrival, "noted-after-close"), events, before: line, line: after };
  }
  const isLate = isLateArrival(arrival, line);
  const asked = isLate ? lineBeforeEnd(line, facts.beforeEnd) : line;
  const decided = named.every((user) => facts.mayRunLine.includes(user))
    ? decide(asked, acted, isLate ? acted.at : receivedAt)
    : ({ ok: false, refusal: "not-found" } as const);
  if (!decided.ok) return { ...refuseArrival(arrival, decided.refusal), before: line, line };
  if (seated.some((user) => facts.heldUpElsewhere.includes(user)))
    return { ...refuseArrival(arrival, "seated-elsewhere"), before: line, line };
  const { events, after } = isLate
    ? appliedLate(line, asked, decided.value, stamp)
    : applied(line, decided.value, stamp);
  return {
    result: { id: command.id, outcome: "applied" },
    record: recordOf(arrival, undefined),
    events,
    before: line,
    line: after,
  };
}

/** Whether the command is one from before the automatic end of this line (`isLateAct`). */
export const isLateArrival = (arrival: Arrival, line: LineState): boolean =>
  isLateAct(line, withPossibleTime(arrival), arrival.receivedAt);

/** Of the command, what says whether it came late: what it is, and when it can have been. */
const withPossibleTime = (arrival: Arrival): Pick<Command, "type" | "at"> => ({
  type: arrival.command.type,
  at: possibleTime(arrival, arrival.command.at),
});

/**
 * Whether the command is noted after a person's close (`isNotedAct`). Only those of somebody of the team, signed in on
 * a device that was in touch before: residents, kiosks and pages keep no acts without network, and theirs is refused
 * `permanence-closed`.
 */
const isNotedArrival = (arrival: Arrival, line: LineState): boolean =>
  arrival.conseiller !== undefined &&
  arrival.lastExchange !== undefined &&
  isNotedAct(line, withPossibleTime(arrival), arrival.receivedAt);

/**
 * The line of another half-day once these conseillers, who sit down elsewhere with this command, have left their desks
 * there. `heldUp`: those at whose desk somebody is called or helped; they stay.
 */
export function leaveElsewhere(
  line: LineState,
  conseillers: readonly string[],
  { command, receivedAt }: Pick<Arrival, "command" | "receivedAt">,
): { readonly after: LineState; readonly events: readonly EventRecord[]; readonly heldUp: readonly string[] } {
  const leaving = conseillers.map((conseiller) => ({
    conseiller,
    left: leaveDesk(line, { ...command, type: "leave-desk", conseiller }),
  }));
  const events = leaving.flatMap(({ left }): readonly QueueEvent[] => (left.ok ? left.value : []));
  return {
    ...applied(line, events, { at: receivedAt, command: command.id }),
    heldUp: leaving.filter(({ left }) => !left.ok && left.refusal === "desk-busy").map(({ conseiller }) => conseiller),
  };
}

/** The reception of a command that the rules accepted and a constraint of the database refused. */
export function refuseArrival(arrival: Arrival, refusal: QueueRefusal): Reception {
  const { command, known } = arrival;
  return known
    ? { ...unseen, result: earlierResult(arrival, known) }
    : { ...unseen, result: refused(command.id, refusal), record: recordOf(arrival, refusal) };
}

const unseen = { record: undefined, events: [], before: undefined, line: undefined };

const refused = (id: string, refusal: QueueRefusal): CommandResult => ({ id, outcome: "refused", refusal });

function earlierResult({ permanence, command }: Arrival, known: NonNullable<Arrival["known"]>): CommandResult {
  if (known.permanence !== permanence) return refused(command.id, "not-found");
  return known.refusal === undefined
    ? { id: command.id, outcome: "already-applied" }
    : refused(command.id, known.refusal);
}

const recordOf = (arrival: Arrival, refusal: QueueRefusal | undefined): CommandRecord => ({
  id: arrival.command.id,
  permanence: arrival.permanence,
  type: arrival.command.type,
  device: arrival.command.device,
  at: possibleTime(arrival, arrival.command.at),
  receivedAt: arrival.receivedAt,
  refusal,
});

/**
 * When the device did it, between its last exchange and the receipt. Durations, waits, the minute of an undo and
 * figures go by it. It never reorders: turns are decided when a command is received (docs/without-network.md#offline).
 */
const possibleTime = ({ lastExchange, receivedAt }: Receipt, claimed: Instant): Instant =>
  instant(Math.min(Math.max(claimed, lastExchange ?? receivedAt), receivedAt));

type Receipt = Pick<Arrival, "lastExchange" | "receivedAt">;

/**
 * The last exchange with a device of who sends its acts, once these are answered: the moment of the last of them. What
 * was done since may still be unsent.
 */
export const exchangeOfActs = (acts: readonly Pick<Command, "at">[], receipt: Receipt): Instant =>
  possibleTime(receipt, instant(Math.max(...acts.map(({ at }) => at))));

/** Milliseconds; a tablet gives a request up after 8 seconds. */
const ON_ITS_WAY = 10 * SECOND;

/**
 * The exchange that a reading of the line is, by a device that had sent all acts of who reads when it asked. What they
 * did while the reading was on its way may be unsent, so it lies a little before the receipt.
 */
export const exchangeOfReading = (receivedAt: Instant): Instant => instant(receivedAt - ON_ITS_WAY);

/**
 * The command with what only the server knows: who acts, when it can have been, what each conseiller who sits down may
 * serve, and which topics exist. An unknown topic is left out: nobody is turned away for it. Only the acts that need
 * facts (`factsNeeded`) change.
 */
function attributed(arrival: Arrival, facts: CommandFacts): Command {
  const { conseiller: _, ...sent } = arrival.command;
  const at = possibleTime(arrival, sent.at);
  const acted = { ...sent, at, ...(arrival.conseiller !== undefined && { conseiller: arrival.conseiller }) } as Command;
  switch (acted.type) {
    case "add-visit":
      return withPossibleJoining(arrival, withKnownTopic(acted, facts));
    case "check-in":
      return withPossibleJoining(arrival, acted);
    case "describe":
    case "turn-away":
      return withKnownTopic(acted, facts);
    case "take-desk":
      return { ...acted, ...withTopics(acted, arrival.receivedAt, facts) };
    case "free-desk":
      return { ...acted, ...(facts.arrangesAs && { as: facts.arrangesAs }) };
    case "open":
      return { ...acted, desks: acted.desks.map((desk) => withTopics(desk, arrival.receivedAt, facts)) };
    default:
      return acted;
  }
}

function withKnownTopic<About extends { readonly topic?: string | null }>(
  act: About,
  { topicExists }: CommandFacts,
): About {
  const { topic, ...rest } = act;
  return topic === undefined || topic === null || topicExists ? act : (rest as About);
}

/** When a person joined is taken from the device only with a number that it gave without network. */
function withPossibleJoining<Joining extends { readonly number?: number; readonly joinedAt?: Instant }>(
  arrival: Arrival,
  act: Joining,
): Joining {
  const { joinedAt, ...rest } = act;
  return act.number === undefined || joinedAt === undefined
    ? (rest as Joining)
    : { ...act, joinedAt: possibleTime(arrival, joinedAt) };
}

/** The topics of the assignment that is on, else of the first one to this permanence; without any, every topic. */
function withTopics({ desk, conseiller }: SeatedDesk, now: Instant, { assignments }: CommandFacts): SeatedDesk {
  if (conseiller === undefined) return { desk };
  const theirs = assignments.filter((assignment) => assignment.conseiller === conseiller);
  const planned = theirs.find(({ span }) => contains(span, now)) ?? theirs[0];
  return { desk, conseiller, topics: planned?.topics ?? "every" };
}

/** The line after these events, and what is kept of each. */
export function applied(
  before: LineState,
  events: readonly QueueEvent[],
  stamp: Stamp,
): { readonly after: LineState; readonly events: readonly EventRecord[] } {
  let line = before;
  const records = events.map((event): EventRecord => {
    const { after, kept } = evolved(line, { event, ...stamp });
    const record = { event, ...stamp, version: after.version, kept };
    line = after;
    return record;
  });
  return { after: line, events: records };
}

/**
 * The ended line after the events of a late act, and what is kept of each. `before`: the line before its automatic end.
 * A person's close is an end itself: nothing of the automatic one stays.
 */
function appliedLate(
  ended: LineState,
  before: LineState,
  events: readonly QueueEvent[],
  stamp: Stamp,
): ReturnType<typeof applied> {
  const act = applied(before, events, stamp);
  if (act.after.status === "closed") return act;
  const end = applied(act.after, endsAfterLateAct(before, act.after), {
    ...stamp,
    at: ended.endedAutomaticallyAt ?? stamp.at,
  });
  return { after: lineAfterLateAct(ended, before, end.after), events: [...act.events, ...end.events] };
}
