import { visitNamedIn, type Command, type CommandOf } from "#lib/queue/acts/acts.ts";
import { decide, evolve } from "#lib/queue/acts/decider.ts";
import { deskOf, occupantOf, visitOf, type LineState } from "#lib/queue/line/line-state.ts";
import type { Visit } from "#lib/queue/line/visit.ts";
import { assertNever } from "#lib/result.ts";
import { SECOND, type Instant } from "#lib/time/instant.ts";
import type { CommandResult } from "#lib/queue/receive-command.ts";
import { troubleAfter, type Exchanges, type Trouble } from "./connection.ts";
import type { AccessLoss } from "./line-server.ts";
import { helpSince } from "./dependent-commands.ts";
import { noticeOf, reportIn, type ActNotice } from "./act-notice.ts";
import { isSameNotice } from "./kept-notices.ts";
import type { KeptCommand } from "./outbox.ts";
import { whatFell, type WhatFell } from "./what-fell.ts";
import { numbersOf } from "./without-network.ts";

/**
 * All that a tablet knows of its line: one value, which `applyLineEvent` alone changes. Requests, timers and storages
 * belong to those from whom the events come (`PageEvent`, `SenderEvent`, `ReaderEvent`, `ColleaguesEvent`).
 *
 * - An act waits from its tap, or from when it was found on this device, until the server has answered for it
 *   (`answered`, `not-understood`) or it is not sent any more (`withdrawn`). A failure changes nothing of that.
 * - The confirmed line is the newest of all readings and answers.
 * - Reading, sending and following are each in trouble (`Exchanges`) from the first failure to the first success. To be
 *   heard again is no success for a stream that was lost before the copy here is as new as the server’s.
 */
export type LineModel = {
  /** The line of the last exchange, without what was done here since. */
  readonly confirmed: LineState;
  /** Commands of this tablet without an answer yet, the oldest first. */
  readonly waiting: readonly KeptCommand[];
  readonly notices: readonly ActNotice[];
  /** Commands that bring a person whom the server has not confirmed yet, with the number shown here. */
  readonly shown: readonly KeptCommand[];
  /** The conseiller who is signed in. */
  readonly me?: string;
  /** This tablet, by the id that its commands name; empty until the page has started. */
  readonly device: string;
  /** Ids of the commands of this tab, newest last: those that « Annuler » may undo. */
  readonly ownCommands: readonly string[];
  /** What was kept on this device before the page was opened has been read, as far as the storage answers. */
  readonly isRead: boolean;
  /** Numbers in it that colleagues have given without network, and that are not sent yet. */
  readonly givenByOthers: readonly number[];
  /**
   * Acts made here are in the memory of this page alone, since the browser's storage refuses them: they are lost if it
   * is closed before they are sent.
   */
  readonly unkept?: true;
  /**
   * How many acts that could not be sent at once the server has taken since; until the next act after all have gone.
   */
  readonly sentLate?: number;
  /** How many requests are on their way of which the answer brings the line. */
  readonly posts: number;
  /** Numbers are asked for, and the answer is not slow yet. */
  readonly isBorrowing: boolean;
  /** The live stream brings news, as far as is known, and when it was last heard. */
  readonly isFollowed: boolean;
  readonly heardAt: Instant;
} & Exchanges;

/** A tablet at that moment that has this line and has done nothing. */
export const lineModel = (confirmed: LineState, at: Instant, me?: string): LineModel => ({
  confirmed,
  waiting: [],
  notices: [],
  shown: [],
  ...(me !== undefined && { me }),
  device: "",
  ownCommands: [],
  isRead: false,
  givenByOthers: [],
  posts: 0,
  isBorrowing: false,
  isFollowed: true,
  heardAt: at,
});

/** What happens on the page (line-store.ts). */
type PageEvent =
  | {
      readonly type: "opened";
      readonly device: string;
      readonly ownCommands: readonly string[];
      readonly at: Instant;
    }
  /** Those of before the page was loaded that nobody has dismissed. */
  | { readonly type: "notices-read"; readonly notices: readonly ActNotice[] }
  | { readonly type: "outbox-read"; readonly held: readonly KeptCommand[] }
  /** Whether the browser's storage holds every act that waits. */
  | { readonly type: "kept"; readonly isKept: boolean }
  | { readonly type: "acted"; readonly commands: readonly KeptCommand[]; readonly ownCommands: readonly string[] }
  | { readonly type: "refused-here"; readonly notice: ActNotice }
  | { readonly type: "notice-dismissed"; readonly notice: ActNotice }
  | { readonly type: "network"; readonly isThere: boolean };

/** What becomes of the acts made here, by who sends them (act-sender.ts). */
export type SenderEvent =
  /** Commands of another tab, or of before where the storage could not be read until now. */
  | { readonly type: "found"; readonly commands: readonly KeptCommand[] }
  /** A request whose answer brings the line is on its way, and its answer has come, or nothing will. */
  | { readonly type: "posted" | "post-over" }
  | { readonly type: "borrowing"; readonly isOn: boolean }
  | {
      readonly type: "answered";
      readonly results: readonly CommandResult[];
      readonly dropped: readonly string[];
      /** Absent for a shared tablet whose half-day is over. */
      readonly state: LineState | undefined;
      readonly at: Instant;
    }
  | {
      readonly type: "not-understood";
      readonly command: Command;
      readonly dropped: readonly string[];
      readonly at: Instant;
    }
  /** Commands that are not sent any more. */
  | { readonly type: "withdrawn"; readonly ids: readonly string[] }
  | { readonly type: "sending-failed"; readonly trouble: Trouble }
  | AccessLost;

/** What the server says of the line, by who reads and follows it (line-reader.ts). */
export type ReaderEvent =
  | { readonly type: "read"; readonly state: LineState; readonly at: Instant }
  | { readonly type: "reading-failed" | "following-lost"; readonly trouble: Trouble }
  /** Board or beat of the live stream. */
  | { readonly type: "heard"; readonly at: Instant }
  /** The server sees the line, and the copy here is as new as its own. */
  | { readonly type: "up-to-date" }
  | AccessLost;

/** Acts of a colleague that were sent from here (colleagues-acts.ts). */
type ColleaguesEvent = {
  readonly type: "answered-for-colleague";
  readonly state: LineState | undefined;
  readonly notices: readonly ActNotice[];
};

type AccessLost = { readonly type: "access-lost"; readonly why: AccessLoss };

export type LineEvent = PageEvent | SenderEvent | ReaderEvent | ColleaguesEvent;

/** The one state, for those from whom these events come. */
export type Changing<Event extends LineEvent> = {
  readonly model: () => LineModel;
  readonly apply: (event: Event) => void;
};

/** The state after one event. A command without an answer and a notice that nobody dismissed are never lost. */
export function applyLineEvent(model: LineModel, event: LineEvent): LineModel {
  switch (event.type) {
    case "opened":
      return { ...model, device: event.device, ownCommands: event.ownCommands, isFollowed: true, heardAt: event.at };
    case "notices-read":
      return event.notices.length === 0 ? model : { ...model, notices: [...event.notices, ...model.notices] };
    case "outbox-read": {
      const isOwn = ({ conseiller }: Command): boolean => conseiller === model.me;
      return {
        ...withFound(model, event.held.filter(isOwn)),
        isRead: true,
        givenByOthers: numbersOf(event.held.filter((one) => !isOwn(one))),
      };
    }
    case "found":
      return withFound(model, event.commands);
    case "posted":
      return { ...model, posts: model.posts + 1 };
    case "post-over":
      return { ...model, posts: model.posts - 1 };
    case "borrowing":
      return { ...model, isBorrowing: event.isOn };
    case "acted":
      return {
        ...(model.waiting.length === 0 ? withoutSentLate(model) : model),
        waiting: [...model.waiting, ...event.commands],
        ownCommands: event.ownCommands,
        notices: model.notices.filter(({ command, keep }) => keep && !isTakenBack(command, event.commands)),
        shown: [...model.shown, ...event.commands.filter(isShown)],
      };
    case "refused-here":
      return { ...model, notices: [...model.notices, event.notice] };
    case "answered":
      return withAccess(noticeTaken(withoutTrouble(answered(model, event), "sending"), model.confirmed, model.me));
    case "answered-for-colleague": {
      const confirmed = event.state ? newer(model.confirmed, event.state) : model.confirmed;
      return withAccess({ ...model, confirmed, notices: notedOnce([...model.notices, ...event.notices]) });
    }
    case "not-understood": {
      const fell = whatFell([event.command], among(model.waiting, event.dropped));
      return {
        ...withoutTrouble(model, "sending"),
        waiting: without(model.waiting, [event.command.id, ...event.dropped]),
        notices: [
          ...model.notices,
          {
            ...noticeOf(event.command, "not-understood", model.confirmed, {
              keep: true,
              withoutNetwork: isLate(event.command, event.at),
            }),
            ...laterOf(fell, event.command),
          },
          ...noticesBeside(fell, event.at, model.confirmed),
        ],
      };
    }
    case "withdrawn":
      return { ...model, waiting: without(model.waiting, event.ids) };
    case "read": {
      const read = { ...model, confirmed: newer(model.confirmed, event.state), readAt: event.at };
      const told = noticeTaken(noticeRenumbered(read, event.at), model.confirmed, model.me);
      return withAccess(withoutTrouble(told, "reading", ...(model.isFollowed ? FOLLOWING : [])));
    }
    case "notice-dismissed":
      return { ...model, notices: model.notices.filter((notice) => notice !== event.notice) };
    case "reading-failed":
      return { ...model, reading: troubleAfter(model.reading, event.trouble) };
    case "sending-failed":
      return { ...model, sending: troubleAfter(model.sending, event.trouble) };
    case "following-lost":
      return followingLost(model, event.trouble);
    case "heard":
      return { ...model, isFollowed: true, heardAt: event.at };
    case "up-to-date":
      return withoutTrouble(model, "reading", "following");
    case "network": {
      if (event.isThere === !model.noNetwork) return model;
      const { noNetwork: _, ...rest } = model;
      return event.isThere ? rest : { ...rest, noNetwork: true };
    }
    case "kept": {
      if (event.isKept === !model.unkept) return model;
      const { unkept: _, ...rest } = model;
      return event.isKept ? rest : { ...rest, unkept: true };
    }
    case "access-lost":
      return { ...model, accessLost: event.why };
    default:
      return assertNever(event);
  }
}

/** The state with these commands, which are older than what waits; one that it has already is the same act. */
function withFound(model: LineModel, commands: readonly KeptCommand[]): LineModel {
  const found = commands.filter(({ id }) => model.waiting.every((one) => one.id !== id));
  if (found.length === 0) return model;
  return {
    ...model,
    waiting: [...found, ...model.waiting],
    shown: [...found.filter(isShown), ...model.shown],
  };
}

/**
 * The line as the screens show it: the confirmed line with the unanswered commands of this tablet applied. A command
 * that the newer line refuses is left out here; the server's answer will say why.
 */
export const projectedLine = ({ confirmed, waiting }: Pick<LineModel, "confirmed" | "waiting">): LineState =>
  projected(confirmed, waiting);

/**
 * The same for one model after another: while the confirmed line stays, only commands that are new at the end are
 * applied. Without network every tap would otherwise apply all that waits.
 */
export function projector(
  decides: typeof decide = decide,
): (model: Pick<LineModel, "confirmed" | "waiting">) => LineState {
  let last: (Pick<LineModel, "confirmed" | "waiting"> & { readonly state: LineState }) | undefined;
  return ({ confirmed, waiting }) => {
    const isLonger =
      last?.confirmed === confirmed && last.waiting.every((command, index) => waiting[index]?.id === command.id);
    const state =
      last && isLonger
        ? projected(last.state, waiting.slice(last.waiting.length), decides)
        : projected(confirmed, waiting, decides);
    last = { confirmed, waiting, state };
    return state;
  };
}

/** What works out once what is asked twice in a row: a tap asks whether its act can be done, and then shows it done. */
export function once<Asked extends readonly unknown[], Answer>(
  answers: (...asked: Asked) => Answer,
): (...asked: Asked) => Answer {
  let last: { readonly asked: Asked; readonly answer: Answer } | undefined;
  return (...asked) => {
    if (!last?.asked.every((part, index) => part === asked[index])) last = { asked, answer: answers(...asked) };
    return last.answer;
  };
}

/** The line after these commands by the shared core rule; one that the rule refuses changes nothing. */
function projected(from: LineState, commands: readonly Command[], decides = decide): LineState {
  let line = from;
  for (const command of commands) {
    const at = notBefore(line, command.at);
    const decided = decides(line, command, at);
    if (decided.ok) for (const event of decided.value) line = evolve(line, { event, at, command: command.id });
  }
  return line;
}

/**
 * The server dates a number when the command arrives, a moment after the tap. An unanswered tap was made after
 * everything the server has confirmed, so it never sorts before it.
 */
const notBefore = (state: LineState, at: Instant): Instant =>
  state.visits.reduce((latest, { joinedAt }) => (joinedAt > latest ? joinedAt : latest), at);

/**
 * Milliseconds between the tap and its answer. Beyond this the act was made without network, and its notice is listed.
 */
const LATE_ANSWER = 10 * SECOND;

const isLate = (command: Command, answeredAt: Instant): boolean => answeredAt - command.at > LATE_ANSWER;

function answered(
  model: LineModel,
  { results, dropped, state, at }: Extract<LineEvent, { type: "answered" }>,
): LineModel {
  const confirmed = state ? newer(model.confirmed, state) : model.confirmed;
  const refused = results.flatMap(({ id, outcome }) => (outcome === "refused" ? id : []));
  const fell = whatFell(among(model.waiting, refused), among(model.waiting, dropped));
  const refusals = results.flatMap((result) => {
    if (result.outcome !== "refused" || !result.refusal) return [];
    const command = model.waiting.find(({ id }) => id === result.id);
    if (!command) return [];
    const withoutNetwork = isLate(command, at);
    if (result.refusal === "noted-after-close")
      return [noticeOf(command, result.refusal, confirmed, { keep: true, withoutNetwork })];
    const help = helpSince(command, model.waiting, state ?? confirmed);
    if (help) return helpStands(confirmed, help, withoutNetwork ? command.at : undefined);
    return [
      {
        ...noticeOf(command, result.refusal, confirmed, { withoutNetwork }),
        ...(result.elsewhere && { elsewhere: result.elsewhere }),
        ...laterOf(fell, command),
      },
    ];
  });
  const told: LineModel = {
    ...model,
    confirmed,
    waiting: without(model.waiting, [...results.map(({ id }) => id), ...dropped]),
    notices: notedOnce([...model.notices, ...refusals, ...noticesBeside(fell, at, confirmed)]),
    ...sentLateIn(model, results, at),
  };
  return noticeRenumbered(told, at);
}

/**
 * Counts the acts that the server has taken of those that could not be sent to it before, over several answers if need
 * be. What it refused is not counted: a notice tells of it. Nor is what waited for a moment because the server was
 * busy.
 */
function sentLateIn(
  { waiting, sending, sentLate }: LineModel,
  results: readonly CommandResult[],
  at: Instant,
): Pick<LineModel, "sentLate"> {
  const wasCut = sentLate !== undefined || (sending !== undefined && sending.why !== "busy");
  const taken = results.filter(({ id, outcome }) => {
    const command = outcome === "refused" ? undefined : waiting.find((one) => one.id === id);
    return command && (wasCut || isLate(command, at));
  });
  return taken.length === 0 ? {} : { sentLate: (sentLate ?? 0) + taken.length };
}

/** However many acts were noted after the close, one sentence tells of all. */
export const notedOnce = (notices: readonly ActNotice[]): readonly ActNotice[] =>
  notices.filter((notice, index) => {
    const isNoted = ({ why }: ActNotice): boolean => why === "noted-after-close";
    return !isNoted(notice) || notices.findIndex(isNoted) === index;
  });

/**
 * That help given at a desk counts, and which other desk is free by it. Nothing to say when no desk had called the
 * person. `calledAt`: when this tablet called them, if that was without network.
 */
function helpStands(
  state: LineState,
  { visit: id, desk }: Pick<CommandOf<"start">, "visit" | "desk">,
  calledAt: Instant | undefined,
): readonly ActNotice[] {
  const visit = visitOf(state, id);
  if (visit?.state !== "called" || desk === undefined || visit.desk === desk) return [];
  const notice = stands(visit, desk, visit.desk);
  return [calledAt === undefined ? notice : { ...notice, act: "call", at: calledAt, withoutNetwork: true }];
}

const stands = ({ id, number, joinedAt }: Visit, desk: number, freed: number): ActNotice => ({
  command: id,
  at: joinedAt,
  act: "start",
  why: "help-stands",
  visit: id,
  number,
  desk,
  freed,
  keep: true,
});

/**
 * Told to the desk that had called somebody: another desk has them by now. `me`: who sits at this tablet’s desk.
 */
function noticeTaken(model: LineModel, before: LineState, me: string | undefined): LineModel {
  const mine = deskOf(before, me)?.number;
  const called = mine === undefined ? undefined : occupantOf(before, mine);
  if (mine === undefined || called?.state !== "called") return model;
  const now = visitOf(model.confirmed, called.id);
  const desk = now && helpedAt(now, called);
  return now && desk !== undefined && desk !== mine
    ? { ...model, notices: [...model.notices, stands(now, desk, mine)] }
    : model;
}

/** The desk of help that was given to somebody since they were called, also when that desk was left during it. */
function helpedAt(now: Visit, called: Visit): number | undefined {
  if (now.state === "serving" || now.state === "done") return now.desk;
  return now.state === "waiting" && now.helped?.startedAt !== called.helped?.startedAt ? now.helped?.desk : undefined;
}

/** A notice about a changed number is pointless once that number was undone. */
const isTakenBack = (command: string, by: readonly Command[]): boolean =>
  by.some((one) => one.type === "undo" && one.command === command);

/** The later acts on the person of a refused act that fell with it. */
const laterOf = ({ later }: WhatFell, { id }: Command): ReturnType<typeof fellWith> => fellWith(later.get(id) ?? []);

/** Of later acts that fell: which, and what was typed in a report, which stays to be copied. */
function fellWith(later: readonly Command[]): Partial<Pick<ActNotice, "fell" | "report" | "keep">> {
  if (later.length === 0) return {};
  const { report } = reportIn(later);
  return { fell: later.map(({ type }) => type), ...(report && { report, keep: true }) };
}

/** What fell beside the refused acts, and is not told with them: one notice a person. */
const noticesBeside = ({ beside }: WhatFell, at: Instant, state: LineState): readonly ActNotice[] =>
  beside.flatMap(({ acts: [first, ...later], isTold }) => {
    const withoutNetwork = isLate(first, at);
    if (isTold && !withoutNetwork) return [];
    const notice = noticeOf(first, "same-tap", state, { withoutNetwork });
    return [{ ...notice, ...fellWith(later) }];
  });

const isShown = ({ shown }: KeptCommand): boolean => shown !== undefined;

/**
 * The command as this tablet keeps it, with the number that its person has here; `line`: the line with the command
 * applied.
 */
export function withShownNumber(command: Command, line: LineState): KeptCommand {
  const visit = visitOf(line, visitNamedIn(command) ?? "");
  if (!visit) return command;
  const isShown = command.type === "add-visit" || command.type === "check-in";
  return { ...command, [isShown ? "shown" : "person"]: visit.number };
}

/**
 * The server gave another number than the one shown, because somebody else took that one a moment before: the
 * conseiller must know which card is right.
 */
function noticeRenumbered(model: LineModel, now: Instant): LineModel {
  if (model.shown.length === 0) return model;
  const known = model.shown.map((command) => ({
    command,
    visit: visitOf(model.confirmed, visitNamedIn(command) ?? ""),
  }));
  const notices = known.flatMap(({ command, visit }) =>
    visit && command.shown !== undefined && visit.number !== command.shown
      ? [
          {
            ...noticeOf(command, "renumbered", model.confirmed, { keep: true, withoutNetwork: isLate(command, now) }),
            shown: command.shown,
          },
        ]
      : [],
  );
  const news = notices.filter((notice) => !model.notices.some((told) => isSameNotice(told, notice)));
  return {
    ...model,
    shown: known.filter(({ visit }) => !visit).map(({ command }) => command),
    notices: [...model.notices, ...news],
  };
}

/** Answers can overtake each other on bad Wi-Fi: an older line never replaces a newer one. */
function newer(held: LineState, received: LineState): LineState {
  if (received.version < held.version) return held;
  const visits = withSameVisits(held.visits, received.visits);
  return visits === received.visits ? received : { ...received, visits };
}

/** The received visits, each that says the same as the held one as that very object: its row is not rendered anew. */
function withSameVisits(held: readonly Visit[], received: readonly Visit[]): readonly Visit[] {
  let visits: Visit[] | undefined;
  received.forEach((visit, index) => {
    if (held[index] === visit) return;
    // Most stand where they stood.
    const known = held[index]?.id === visit.id ? held[index] : held.find(({ id }) => id === visit.id);
    if (known && known !== visit && saysTheSame(known, visit)) (visits ??= [...received])[index] = known;
  });
  return visits ?? received;
}

const saysTheSame = (one: Visit, other: Visit): boolean =>
  one === other || (one.state === other.state && JSON.stringify(one) === JSON.stringify(other));

const among = (commands: readonly KeptCommand[], ids: readonly string[]): readonly KeptCommand[] =>
  commands.filter(({ id }) => ids.includes(id));

const without = (commands: readonly Command[], ids: readonly string[]): readonly Command[] =>
  commands.filter(({ id }) => !ids.includes(id));

const FOLLOWING = ["following"] as const;

function withoutTrouble(model: LineModel, ...parts: readonly ("reading" | "sending" | "following")[]): LineModel {
  if (parts.every((part) => model[part] === undefined)) return model;
  const rest = { ...model };
  for (const part of parts) delete rest[part];
  return rest;
}

function withoutSentLate(model: LineModel): LineModel {
  if (model.sentLate === undefined) return model;
  const { sentLate: _, ...rest } = model;
  return rest;
}

/** A reading of before counts no more once the server says that it has lost its database. */
function followingLost({ readAt, ...model }: LineModel, trouble: Trouble): LineModel {
  const isNews = trouble.why === "away" && model.following?.why !== "away";
  return {
    ...model,
    isFollowed: false,
    ...(readAt !== undefined && !isNews && { readAt }),
    following: troubleAfter(model.following, trouble),
  };
}

/** The server answered this conseiller: they may use this line. */
function withAccess(model: LineModel): LineModel {
  if (model.accessLost === undefined) return model;
  const { accessLost: _, ...rest } = model;
  return rest;
}
