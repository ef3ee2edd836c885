import { visitNamedIn, type Command } from "#lib/queue/acts/acts.ts";
import { decide } from "#lib/queue/acts/decide.ts";
import { evolve } from "#lib/queue/acts/evolve.ts";
import { deskOf } from "#lib/queue/line/desks.ts";
import { occupantOf, visitOf, type LineState } from "#lib/queue/line/line-state.ts";
import type { Visit } from "#lib/queue/line/visit.ts";
import { assertNever } from "#lib/result.ts";
import { SECOND, type Instant } from "#lib/time/instant.ts";
import type { CommandResult } from "#lib/queue/reception.ts";
import { troubleAfter, type Exchanges, type Trouble } from "./connection.ts";
import type { AccessLoss } from "./line-server.ts";
import { helpSince } from "./dependent-commands.ts";
import { noticeOf, type ActNotice } from "./act-notice.ts";
import { isSameNotice } from "./kept-notices.ts";
import type { KeptCommand } from "./outbox.ts";

/**
 * The tablet's state: the line as last received, the commands sent or to be sent since, the notices to show, and the
 * connection to the server.
 */
export type LineModel = {
  readonly confirmed: LineState;
  readonly waiting: readonly KeptCommand[];
  readonly notices: readonly ActNotice[];
  /** Commands that bring a person whom the server has not confirmed yet, with the number shown here. */
  readonly shown: readonly KeptCommand[];
  /** The conseiller who is signed in. */
  readonly me?: string;
  /** The browser's storage does not hold every act that waits. */
  readonly unkept?: true;
} & Exchanges;

export type LineEvent =
  | { readonly type: "outbox-read"; readonly commands: readonly KeptCommand[] }
  /** Those of before the page was loaded that nobody has dismissed. */
  | { readonly type: "notices-read"; readonly notices: readonly ActNotice[] }
  | { readonly type: "acted"; readonly commands: readonly KeptCommand[] }
  | { readonly type: "refused-here"; readonly notice: ActNotice }
  | {
      readonly type: "answered";
      readonly results: readonly CommandResult[];
      readonly dropped: readonly string[];
      /** Absent for a shared tablet whose half-day is over. */
      readonly state: LineState | undefined;
      readonly at: Instant;
    }
  | { readonly type: "not-understood"; readonly command: Command; readonly dropped: readonly string[] }
  /** `followed`: board or beat of the live stream came before. */
  | { readonly type: "read"; readonly state: LineState; readonly at: Instant; readonly followed: boolean }
  | { readonly type: "notice-dismissed"; readonly notice: ActNotice }
  | { readonly type: "reading-failed" | "sending-failed" | "following-lost"; readonly trouble: Trouble }
  /** The server sees the line, and the copy here is as new as its own. */
  | { readonly type: "up-to-date" }
  | { readonly type: "network"; readonly isThere: boolean }
  /** Whether the browser's storage holds every act that waits. */
  | { readonly type: "kept"; readonly isKept: boolean }
  | { readonly type: "access-lost"; readonly why: AccessLoss };

/** The state after one event. A command without an answer and a notice that nobody dismissed are never lost. */
export function applyLineEvent(model: LineModel, event: LineEvent): LineModel {
  switch (event.type) {
    case "outbox-read":
      return {
        ...model,
        waiting: [...event.commands, ...model.waiting],
        shown: [...event.commands.filter(isShown), ...model.shown],
      };
    case "notices-read":
      return { ...model, notices: [...event.notices, ...model.notices] };
    case "acted":
      return {
        ...model,
        waiting: [...model.waiting, ...event.commands],
        notices: model.notices.filter(({ command, keep }) => keep && !isTakenBack(command, event.commands)),
        shown: [...model.shown, ...event.commands.filter(isShown)],
      };
    case "refused-here":
      return { ...model, notices: [...model.notices, event.notice] };
    case "answered":
      return withAccess(noticeTaken(withoutTrouble(answered(model, event), "sending"), model.confirmed, model.me));
    case "not-understood":
      return {
        ...withoutTrouble(model, "sending"),
        waiting: without(model.waiting, [event.command.id, ...event.dropped]),
        notices: [...model.notices, noticeOf(event.command, "not-understood", model.confirmed, true)],
      };
    case "read": {
      const read = { ...model, confirmed: newer(model.confirmed, event.state), readAt: event.at };
      const told = noticeTaken(noticeRenumbered(read), model.confirmed, model.me);
      return withAccess(withoutTrouble(told, "reading", ...(event.followed ? FOLLOWING : [])));
    }
    case "notice-dismissed":
      return { ...model, notices: model.notices.filter((notice) => notice !== event.notice) };
    case "reading-failed":
      return { ...model, reading: troubleAfter(model.reading, event.trouble) };
    case "sending-failed":
      return { ...model, sending: troubleAfter(model.sending, event.trouble) };
    case "following-lost":
      return followingLost(model, event.trouble);
    case "up-to-date":
      return withoutTrouble(model, "reading", "following");
    case "network": {
      const { noNetwork: _, ...rest } = model;
      return event.isThere ? rest : { ...rest, noNetwork: true };
    }
    case "kept": {
      const { unkept: _, ...rest } = model;
      return event.isKept ? rest : { ...rest, unkept: true };
    }
    case "access-lost":
      return { ...model, accessLost: event.why };
    default:
      return assertNever(event);
  }
}

/**
 * The line as the screens show it: the confirmed line with the unanswered commands of this tablet applied. A command
 * that the newer line refuses is left out here; the server's answer will say why.
 */
export const projectedLine = ({ confirmed, waiting }: Pick<LineModel, "confirmed" | "waiting">): LineState =>
  waiting.reduce(applyLocally, confirmed);

/**
 * The same for one model after another: while the confirmed line stays, only commands that are new at the end are applied. Without network every tap would
 * otherwise apply all that waits.
 */
export function projector(): (model: Pick<LineModel, "confirmed" | "waiting">) => LineState {
  let last: (Pick<LineModel, "confirmed" | "waiting"> & { readonly state: LineState }) | undefined;
  return ({ confirmed, waiting }) => {
    const isLonger =
      last?.confirmed === confirmed && last.waiting.every((command, index) => waiting[index] === command);
    const state =
      last && isLonger
        ? waiting.slice(last.waiting.length).reduce(applyLocally, last.state)
        : projectedLine({ confirmed, waiting });
    last = { confirmed, waiting, state };
    return state;
  };
}

/** The line after one command by the shared core rule; unchanged when the rule refuses it. */
export function applyLocally(state: LineState, command: Command): LineState {
  const at = notBefore(state, command.at);
  const decided = decide(state, command, at);
  if (!decided.ok) return state;
  return decided.value.reduce((line, event) => evolve(line, { event, at, command: command.id }), state);
}

/**
 * The server dates a number when the command arrives, a moment after the tap. An unanswered tap was made after
 * everything the server has confirmed, so it never sorts before it.
 */
const notBefore = (state: LineState, at: Instant): Instant =>
  state.visits.reduce((latest, { joinedAt }) => (joinedAt > latest ? joinedAt : latest), at);

/**
 * Milliseconds between the tap and its answer. Beyond this the act was made without network, and its notice stays until
 * it is dismissed.
 */
const LATE_ANSWER = 10 * SECOND;

function answered(
  model: LineModel,
  { results, dropped, state, at }: Extract<LineEvent, { type: "answered" }>,
): LineModel {
  const confirmed = state ? newer(model.confirmed, state) : model.confirmed;
  const refusals = results.flatMap((result) => {
    const command = model.waiting.find(({ id }) => id === result.id);
    if (!command || result.outcome !== "refused" || !result.refusal) return [];
    if (result.refusal === "noted-after-close") return [noticeOf(command, result.refusal, confirmed, true)];
    const help = helpSince(command, model.waiting, state ?? confirmed);
    if (help) return helpStands(confirmed, help.visit, help.desk);
    const notice: ActNotice = {
      ...noticeOf(command, result.refusal, confirmed, at - command.at > LATE_ANSWER),
      ...(result.elsewhere && { elsewhere: result.elsewhere }),
    };
    return [
      dropsLaterActs(
        command,
        model.waiting.filter(({ id }) => dropped.includes(id)),
      )
        ? { ...notice, droppedLaterActs: true as const }
        : notice,
    ];
  });
  return noticeRenumbered({
    ...model,
    confirmed,
    waiting: without(model.waiting, [...results.map(({ id }) => id), ...dropped]),
    notices: notedOnce([...model.notices, ...refusals]),
  });
}

/** However many acts were noted after the close, one sentence tells of all. */
const notedOnce = (notices: readonly ActNotice[]): readonly ActNotice[] =>
  notices.filter((notice, index) => {
    const isNoted = ({ why }: ActNotice): boolean => why === "noted-after-close";
    return !isNoted(notice) || notices.findIndex(isNoted) === index;
  });

/** That help given at `desk` counts, and which other table is free by it. Nothing to say when no table had called the person. */
function helpStands(state: LineState, id: string, desk: number | undefined): readonly ActNotice[] {
  const visit = visitOf(state, id);
  if (visit?.state !== "called" || desk === undefined || visit.desk === desk) return [];
  return [stands(visit, desk, visit.desk)];
}

const stands = ({ id, number, joinedAt }: Visit, desk: number, freed: number): ActNotice => ({
  command: id,
  at: joinedAt,
  act: "start",
  why: "help-stands",
  number,
  desk,
  freed,
  keep: true,
});

/**
 * Told to the table that had called somebody: another table has them by now. `me`: who sits at this tablet’s table.
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

/**
 * Whether later acts about the same person were dropped too. Acts of the same tap (« Ouvrir et appeler ») do not count
 * as later.
 */
const dropsLaterActs = (command: Command, dropped: readonly Command[]): boolean =>
  visitNamedIn(command) !== undefined &&
  dropped.some((one) => one.at !== command.at && visitNamedIn(one) === visitNamedIn(command));

const isShown = ({ shown }: KeptCommand): boolean => shown !== undefined;

/** The command as this tablet keeps it; `line`: the line with the command applied. */
export function withShownNumber(command: Command, line: LineState): KeptCommand {
  const visit = (command.type === "add-visit" || command.type === "check-in") && visitOf(line, command.visit);
  return visit ? { ...command, shown: visit.number } : command;
}

/**
 * The server gave another number than the one shown, because somebody else took that one a moment before: the
 * conseiller must know which card is right.
 */
function noticeRenumbered(model: LineModel): LineModel {
  const known = model.shown.map((command) => ({
    command,
    visit: visitOf(model.confirmed, visitNamedIn(command) ?? ""),
  }));
  const notices = known.flatMap(({ command, visit }) =>
    visit && command.shown !== undefined && visit.number !== command.shown
      ? [{ ...noticeOf(command, "renumbered", model.confirmed, true), shown: command.shown }]
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
const newer = (held: LineState, received: LineState): LineState => (received.version < held.version ? held : received);

const without = (commands: readonly Command[], ids: readonly string[]): readonly Command[] =>
  commands.filter(({ id }) => !ids.includes(id));

const FOLLOWING = ["following"] as const;

function withoutTrouble(model: LineModel, ...parts: readonly ("reading" | "sending" | "following")[]): LineModel {
  const rest = { ...model };
  for (const part of parts) delete rest[part];
  return rest;
}

/** A reading of before counts no more once the server says that it has lost its database. */
function followingLost({ readAt, ...model }: LineModel, trouble: Trouble): LineModel {
  const isNews = trouble.why === "away" && model.following?.why !== "away";
  return {
    ...model,
    ...(readAt !== undefined && !isNews && { readAt }),
    following: troubleAfter(model.following, trouble),
  };
}

/** The server answered this conseiller: they may use this line. */
function withAccess({ accessLost: _, ...model }: LineModel): LineModel {
  return model;
}
