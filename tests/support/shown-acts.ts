import type { ActNotice } from "#components/tablet/device/act-notice.ts";
import { dependentsOf } from "#components/tablet/device/dependent-commands.ts";
import type { KeptArrival } from "#components/tablet/practice/line-in-memory.ts";
import { ON_PEOPLE } from "#lib/queue/acts/late-acts.ts";
import { visitNamedIn, type Command } from "#lib/queue/acts/acts.ts";
import { visitOf, type LineState } from "#lib/queue/line/line-state.ts";
import type { Visit } from "#lib/queue/line/visit.ts";

/**
 * An act that somebody saw done on a tablet. `inTouch`: the tablet had been in touch with the server for them before.
 */
export type ShownAct = {
  readonly command: Command;
  readonly tablet: number;
  readonly by: string;
  readonly inTouch: boolean;
  /** A number that was lent to this tablet and that it gave without network. */
  readonly ofLease?: true;
  /** The desks of the last exchange, of a call that was made without network to somebody who was there then. */
  readonly amongDesks?: string;
};

/** What is known of a tablet in the end. */
type TabletInTheEnd = {
  /** What people read on it of acts that were not done as shown: reasons, by the id of the command. */
  readonly told: ReadonlyMap<string, Pick<ActNotice, "why">>;
  /**
   * Ids of acts that lay in its storage when a page was opened that could not read it: newer acts may be sent before
   * them.
   */
  readonly overtaken: ReadonlySet<string>;
  /** Whether its storage has always worked. One that did not may have forgotten which numbers were given. */
  readonly alwaysStored: boolean;
};

/** All that tablets showed as done and the server kept, once everything was sent. */
export type ShownAndReceived = {
  /** By the id of the command, in the order in which they were done. */
  readonly shown: ReadonlyMap<string, ShownAct>;
  /** By the id of the command, in the order in which they came. */
  readonly received: ReadonlyMap<string, KeptArrival>;
  readonly tablets: readonly TabletInTheEnd[];
  /** Acts that a page showed for less than anybody needs to read, and then ended. */
  readonly unread: ReadonlySet<string>;
  /** The line in the end. */
  readonly line: LineState;
};

/**
 * The first sentence that does not hold of the people of a line at this moment: a number given twice, two people at one
 * desk, times in another order.
 */
export function brokenOfVisits(visits: readonly Visit[], now: number): string | undefined {
  const numbers = new Set<number>();
  const desks = new Set<number>();
  for (const visit of visits) {
    if (!isInOrder(visit, now))
      return `the times of the visit with number ${visit.number} are not possible: ${JSON.stringify(visit)}`;
    if (numbers.has(visit.number)) return `the number ${visit.number} was given twice`;
    numbers.add(visit.number);
    if (visit.state !== "called" && visit.state !== "serving") continue;
    if (desks.has(visit.desk)) return `two people are at desk ${visit.desk}`;
    desks.add(visit.desk);
  }
  return undefined;
}

/**
 * Whether somebody had their number before they were called, was called before they were helped, and none of it lies
 * ahead.
 */
function isInOrder(visit: Visit, now: number): boolean {
  const times = [
    visit.joinedAt,
    "calledAt" in visit ? visit.calledAt : undefined,
    "startedAt" in visit ? visit.startedAt : undefined,
    "endedAt" in visit ? visit.endedAt : undefined,
  ].filter((moment) => moment !== undefined);
  return times.every((moment, index) => moment <= now && moment >= (times[index - 1] ?? 0));
}

/**
 * The first sentence that does not hold of what tablets showed as done: each act is done, or was told on that tablet
 * not to be; acts come in the order in which they were done; two desks that knew the same desks call nobody in common
 * without network.
 */
export const brokenOfShownActs = (all: ShownAndReceived): string | undefined => new Judged(all).broken;

class Judged {
  readonly #all: ShownAndReceived;
  /** Ids of acts, by who did them on which tablet. */
  readonly #droppedOf = new Map<string, ReadonlySet<string>>();
  /** The acts, by who did them on which tablet. */
  readonly #actsOf: ReadonlyMap<string, readonly ShownAct[]>;

  constructor(all: ShownAndReceived) {
    this.#all = all;
    this.#actsOf = Map.groupBy(all.shown.values(), ({ tablet, by }) => `${by} on tablet ${tablet}`);
  }

  get broken(): string | undefined {
    for (const act of this.#all.shown.values()) {
      const broken = this.#brokenOf(act);
      if (broken !== undefined) return broken;
    }
    return this.#movedOn() ?? this.#outOfOrder() ?? this.#calledTwice() ?? this.#endedOtherwise() ?? this.#torn();
  }

  /**
   * Of one tap nothing is done after an act that is not, unless help began by it, or by a later call of the same
   * person.
   */
  #torn(): string | undefined {
    for (const [of, theirs] of this.#actsOf) {
      const commands = theirs.map(({ command }) => command);
      for (const [index, command] of commands.entries()) {
        const before = commands[index - 1];
        if (before?.at !== command.at || !this.#isRefused(before.id) || !this.#isDone(command.id)) continue;
        const later = commands.slice(index).filter((other) => isOnSame(other, command));
        if (!isOfHelp(command, commands) && !(isCall(command) && later.some(isBegun)))
          return `« ${command.type} » of ${of} (${command.id}) is done, and what the same tap did before is not`;
      }
    }
    return undefined;
  }

  /**
   * The half-day ends by the last close that is done, also when it came after an automatic end; and help that was said
   * to be over about then is.
   */
  #endedOtherwise(): string | undefined {
    const { shown, received, line } = this.#all;
    const done = [...received.keys()].filter((id) => this.#isDone(id)).flatMap((id) => shown.get(id)?.command ?? []);
    const last = done.findLast(({ type }) => type === "close" || type === "reopen");
    if (last?.type === "close" && (line.status !== "closed" || line.endedAutomaticallyAt !== undefined))
      return `« close » (${last.id}) is done, and the half-day has another end`;
    const takenBack = new Set(done.map((command) => command.type === "undo" && command.command));
    const finishes = done.filter((command) => command.type === "finish" && !takenBack.has(command.id));
    for (const [visit, ends] of Map.groupBy(finishes, visitNamedIn)) {
      const [only, ...others] = ends;
      const help = visit === undefined ? undefined : visitOf(line, visit);
      if (only?.type !== "finish" || only.endedAt === undefined || others.length > 0 || help?.state !== "done")
        continue;
      if (help.endedAt > Math.max(help.startedAt, only.endedAt))
        return `« finish » (${only.id}) said about when help had ended, and the line has it later`;
    }
    return undefined;
  }

  /** One number that somebody else had moves one person: nobody gets a number that is on a card of somebody else. */
  #movedOn(): string | undefined {
    const { shown, line } = this.#all;
    const cards = new Map<number, string>();
    const moved: { readonly of: string; readonly wanted: number; readonly got: number }[] = [];
    for (const { command } of shown.values()) {
      if (!("number" in command) || command.number === undefined) continue;
      const visit = visitOf(line, command.visit);
      if (!visit) continue;
      cards.set(command.number, command.visit);
      if (visit.number !== command.number) moved.push({ of: visit.id, wanted: command.number, got: visit.number });
    }
    const onCard = moved.find(({ of, got }) => cards.has(got) && cards.get(got) !== of);
    return onCard && `a person with card ${onCard.wanted} got the number of another card (${onCard.got})`;
  }

  /** Two desks that knew the same desks call nobody in common without network. */
  #calledTwice(): string | undefined {
    const calls = new Map<string, { readonly desk: number; readonly of: string }>();
    for (const { command, amongDesks, by, tablet } of this.#all.shown.values()) {
      if (command.type !== "call" || amongDesks === undefined) continue;
      const key = `${command.visit} among ${amongDesks}`;
      const earlier = calls.get(key);
      const of = `${by} on tablet ${tablet}`;
      // Who moves to another desk knows whom they have called.
      if (earlier && earlier.desk !== command.desk && earlier.of !== of)
        return `${of} called somebody from the hand whom ${earlier.of} had called from theirs`;
      calls.set(key, { desk: command.desk, of });
    }
    return undefined;
  }

  /** The acts of one person on one tablet come in the order in which they were done. */
  #outOfOrder(): string | undefined {
    const { shown, received, tablets, unread } = this.#all;
    const order = new Map([...shown.keys()].map((id, index) => [id, index]));
    const last = new Map<string, number>();
    for (const id of received.keys()) {
      const act = shown.get(id);
      const tablet = act && tablets[act.tablet];
      // What was lost with a page may still be on its way when the next page sends.
      if (!act || !tablet || tablet.overtaken.has(id) || unread.has(id)) continue;
      // What was dropped while the storage refused to forget it is sent by the next page.
      if (!tablet.alwaysStored && this.#isDropped(id)) continue;
      // A message to the room waits for the answer to a close that was made after it.
      if (act.command.type === "announce" && this.#closeAfter(id)) continue;
      const of = `${act.by} on tablet ${act.tablet}`;
      const index = order.get(id) ?? 0;
      if (index < (last.get(of) ?? 0)) return `an act of ${of} came after a later one (${id})`;
      last.set(of, index);
    }
    return undefined;
  }

  /** An act that was shown as done is done, or was told on that tablet not to be: never both, never neither. */
  #brokenOf({ command, tablet, by, inTouch, ofLease }: ShownAct): string | undefined {
    const { told, overtaken, alwaysStored } = this.#all.tablets[tablet] as TabletInTheEnd;
    const kept = this.#all.received.get(command.id);
    const why = told.get(command.id)?.why;
    const isTold =
      (why !== undefined && why !== "renumbered" && why !== "help-stands") ||
      // However many acts were noted after a close, one sentence tells of all.
      (kept?.refusal === "noted-after-close" && [...told.values()].some((one) => one.why === "noted-after-close"));
    const act = `« ${command.type} » of ${by} on tablet ${tablet} (${command.id})`;
    // A close makes void what was lent, also for who does not know of it; the tablet tells of it afterwards.
    if (ofLease && why === "renumbered" && alwaysStored && !this.#wasReopened)
      return `${act} gave a number that was lent to this tablet, and somebody else had it`;
    if (kept && kept.by !== by) return `${act} was received as an act of ${kept.by}`;
    if (
      inTouch &&
      !overtaken.has(command.id) &&
      kept?.refusal === "permanence-closed" &&
      kept.hadEndedAt !== undefined &&
      command.at < kept.hadEndedAt &&
      (ON_PEOPLE.has(command.type) || command.type === "close")
    )
      return `${act} was refused, although it was done before the line ended by itself`;
    if (why === "not-understood") return `${act} could not be read by the server`;
    // Where the storage refused to forget what fell with another act, the next page sends it.
    const mayBeSent = why === "same-tap" && !alwaysStored;
    if (kept && kept.refusal === undefined)
      return isTold && !mayBeSent ? `${act} is done, and was told not to be` : undefined;
    if (isTold || this.#all.unread.has(command.id)) return undefined;
    if (this.#isDropped(command.id)) return undefined;
    // It may have been refused since a colleague had closed, and that answer lost: what is withdrawn then was on its
    // way again.
    if ((!kept || kept.refusal === "permanence-closed") && this.#isWithdrawn(command.id)) return undefined;
    if (kept && (this.#helpStands(command.id) || this.#isLostWithHelp(command.id))) return undefined;
    return kept
      ? `${act} was refused ${kept.refusal}, and nobody was told`
      : `${act} never came to the server, and nobody was told`;
  }

  get #wasReopened(): boolean {
    return [...this.#all.shown.values()].some(({ command }) => command.type === "reopen");
  }

  /** Whether it is a call that was refused while the help that followed it stands: nothing is to be told then. */
  #helpStands(id: string): boolean {
    const call = this.#all.shown.get(id)?.command;
    if (call?.type !== "call" && call?.type !== "call-next") return false;
    const whom =
      call.type === "call" ? call.visit : call.expected && "visit" in call.expected ? call.expected.visit : "";
    return [...this.#all.shown.values()].some(
      ({ command }) => command.type === "start" && command.visit === whom && this.#isDone(command.id),
    );
  }

  /**
   * Whether it is a call after which help began on the same tablet and was lost with a page that said that it alone
   * keeps it. What is refused of such help is told, and tells of the same person.
   */
  #isLostWithHelp(id: string): boolean {
    const { command: call, tablet, by } = this.#all.shown.get(id) as ShownAct;
    const help = isCall(call) ? helpAfter(call, this.#theirs(tablet, by)) : undefined;
    return help !== undefined && this.#all.unread.has(help.id);
  }

  /**
   * Whether it is a message to the room whose author closed the half-day, or had taken its place with another by then.
   */
  #isWithdrawn(id: string): boolean {
    const { command, tablet, by } = this.#all.shown.get(id) as ShownAct;
    const close = this.#closeAfter(id);
    if (command.type !== "announce" || !close) return false;
    const theirs = this.#theirs(tablet, by);
    const between = theirs.slice(theirs.indexOf(command) + 1, theirs.indexOf(close));
    return between.some(({ type }) => type === "announce") || this.#isDone(close.id);
  }

  /** The last close that was made after an act by the same person on the same tablet. */
  #closeAfter(id: string): Command | undefined {
    const { command, tablet, by } = this.#all.shown.get(id) as ShownAct;
    const theirs = this.#theirs(tablet, by);
    return theirs.slice(theirs.indexOf(command) + 1).findLast(({ type }) => type === "close");
  }

  #theirs(tablet: number, by: string): readonly Command[] {
    return (this.#actsOf.get(`${by} on tablet ${tablet}`) ?? []).map(({ command }) => command);
  }

  #isDone(id: string): boolean {
    const kept = this.#all.received.get(id);
    return kept !== undefined && kept.refusal === undefined;
  }

  readonly #isRefused = (id: string): boolean => this.#all.received.get(id)?.refusal !== undefined;

  /** Whether it rests on an act of the same tablet of which was told that it is not done. */
  #isDropped(id: string): boolean {
    const { tablet, by } = this.#all.shown.get(id) as ShownAct;
    const key = `${by} on tablet ${tablet}`;
    const dropped = this.#droppedOf.get(key) ?? this.#dropped(tablet, by);
    this.#droppedOf.set(key, dropped);
    return dropped.has(id);
  }

  /**
   * Ids of what rests on acts of theirs on this tablet of which was told that they are not done. Help that began with
   * somebody rests on no act on somebody else.
   */
  #dropped(tablet: number, by: string): ReadonlySet<string> {
    const { told } = this.#all.tablets[tablet] as TabletInTheEnd;
    const theirs = this.#theirs(tablet, by);
    // Of a call that was refused while the help after it stands nothing is told, nor of what lay between.
    const refused = theirs.filter(({ id }) => told.has(id) || (this.#isRefused(id) && this.#helpStands(id)));
    const toldOf = new Set(refused.map(visitNamedIn));
    const mayFall = (command: Command): boolean =>
      toldOf.has(visitNamedIn(command)) || this.#helpStands(command.id) || !isOfHelp(command, theirs);
    return new Set(
      dependentsOf(refused, theirs)
        .filter(mayFall)
        .map(({ id }) => id),
    );
  }
}

/**
 * Whether the command is a call that led to help, or belongs to help that had begun. `theirs`: the commands of one
 * person on one tablet, in their order.
 */
function isOfHelp(command: Command, theirs: readonly Command[]): boolean {
  if (visitNamedIn(command) === undefined) return false;
  if (isBegun(command)) return true;
  if (isCall(command)) return helpAfter(command, theirs) !== undefined;
  const last = theirs.slice(0, theirs.indexOf(command)).findLast(bringsWhom(command));
  return last !== undefined && isBegun(last);
}

/** The beginning of help to which a call led. */
function helpAfter(call: Command, theirs: readonly Command[]): Command | undefined {
  const next = theirs.slice(theirs.indexOf(call) + 1).find(bringsWhom(call));
  return next && isBegun(next) ? next : undefined;
}

const bringsWhom =
  (command: Command) =>
  (other: Command): boolean =>
    isOnSame(other, command) && (isCall(other) || isBegun(other));
const isOnSame = (one: Command, other: Command): boolean => visitNamedIn(one) === visitNamedIn(other);
const isBegun = ({ type }: Command): boolean => type === "start" || type === "resume";
const isCall = ({ type }: Command): boolean => type === "call" || type === "call-next";
