import { visitNamedIn, type Command, type CommandOf, type Decision } from "#lib/queue/acts/acts.ts";
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
import { whatFell, type WhatFell } from "./what-fell.ts";

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
  /** How many acts that could not be sent at once the server has taken since; until the next act after all have gone. */
  readonly sentLate?: number;
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
  /** Acts of a colleague that were sent from here. */
  | {
      readonly type: "answered-for-colleague";
      readonly state: LineState | undefined;
      readonly notices: readonly ActNotice[];
    }
  | {
      readonly type: "not-understood";
      readonly command: Command;
      readonly dropped: readonly string[];
      readonly at: Instant;
    }
  /** Commands that are not sent any more. */
  | { readonly type: "withdrawn"; readonly ids: readonly string[] }
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
      if (event.commands.length === 0) return model;
      return {
        ...model,
        waiting: [...event.commands, ...model.waiting],
        shown: [...event.commands.filter(isShown), ...model.shown],
      };
    case "notices-read":
      return event.notices.length === 0 ? model : { ...model, notices: [...event.notices, ...model.notices] };
    case "acted":
      return {
        ...(model.waiting.length === 0 ? withoutSentLate(model) : model),
        waiting: [...model.waiting, ...event.commands],
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

/**
 * The line as the screens show it: the confirmed line with the unanswered commands of this tablet applied. A command
 * that the newer line refuses is left out here; the server's answer will say why.
 */
export const projectedLine = ({ confirmed, waiting }: Pick<LineModel, "confirmed" | "waiting">): LineState =>
  projected(confirmed, waiting);

/**
 * The same for one model after another: while the confirmed line stays, only commands that are new at the end are applied. Without network every tap would
 * otherwise apply all that waits.
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

/** `decide`, which works out once what is asked twice in a row: a tap asks whether its act can be done, and then shows it done. */
export function decidesOnce(): typeof decide {
  let last: { readonly asked: Parameters<typeof decide>; readonly decided: Decision } | undefined;
  return (...asked) => {
    if (!last?.asked.every((part, index) => part === asked[index])) last = { asked, decided: decide(...asked) };
    return last.decided;
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

/** Milliseconds between the tap and its answer. Beyond this the act was made without network, and its notice is listed. */
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
 * Counts the acts that the server has taken of those that could not be sent to it before, over several answers if need be. What it refused is
 * not counted: a notice tells of it. Nor is what waited for a moment because the server was busy.
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
 * That help given at a table counts, and which other table is free by it. Nothing to say when no table had called the person.
 * `calledAt`: when this tablet called them, if that was without network.
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

/** The later acts on the person of a refused act that fell with it. */
function laterOf({ later }: WhatFell, { id }: Command): Pick<ActNotice, "fell"> {
  const fell = later.get(id);
  return fell ? { fell } : {};
}

/** What fell beside the refused acts, and is not told with them: one notice a person. */
const noticesBeside = ({ beside }: WhatFell, at: Instant, state: LineState): readonly ActNotice[] =>
  beside.flatMap(({ acts: [first, ...later], isTold }) => {
    const withoutNetwork = isLate(first, at);
    if (isTold && !withoutNetwork) return [];
    const notice = noticeOf(first, "same-tap", state, { withoutNetwork });
    return [later.length > 0 ? { ...notice, fell: later.map(({ type }) => type) } : notice];
  });

const isShown = ({ shown }: KeptCommand): boolean => shown !== undefined;

/** The command as this tablet keeps it, with the number that its person has here; `line`: the line with the command applied. */
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
