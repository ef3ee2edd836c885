import type { Command } from "#lib/queue/acts/acts.ts";
import { decide } from "#lib/queue/acts/decide.ts";
import { evolve } from "#lib/queue/acts/evolve.ts";
import { visitOf, type LineState } from "#lib/queue/line/line-state.ts";
import { never } from "#lib/result.ts";
import { SECOND, type Instant } from "#lib/time/instant.ts";
import type { CommandResult, AccessLoss } from "./line-server.ts";
import { visitIdOf } from "./dependent-commands.ts";
import { noticeOf, type ActNotice } from "./act-notice.ts";

/** What the tablet knows: the line as the server last told it, what it did since, what was refused, and whether it is heard. */
export type LineModel = {
  readonly confirmed: LineState;
  readonly waiting: readonly Command[];
  readonly notices: readonly ActNotice[];
  /** The numbers shown for people added here that the server has not confirmed: a card may have been handed out. */
  readonly shown: readonly ShownNumber[];
  /** Since when nothing reaches the server; absent while all is well. */
  readonly unreachableSince?: Instant;
  /** The server was reached last time, and asked to come again. */
  readonly busy?: true;
  readonly accessLost?: AccessLoss;
};

export type ShownNumber = { readonly command: Command; readonly visit: string; readonly number: number };

export type LineEvent =
  | { readonly type: "outbox-read"; readonly commands: readonly Command[] }
  | { readonly type: "acted"; readonly commands: readonly Command[] }
  | { readonly type: "refused-here"; readonly notice: ActNotice }
  | {
      readonly type: "answered";
      readonly results: readonly CommandResult[];
      readonly dropped: readonly string[];
      readonly state: LineState;
      readonly at: Instant;
    }
  | { readonly type: "not-understood"; readonly command: Command; readonly dropped: readonly string[] }
  | { readonly type: "read"; readonly state: LineState }
  | { readonly type: "notice-dismissed"; readonly notice: ActNotice }
  | { readonly type: "unreachable"; readonly at: Instant }
  | { readonly type: "busy" }
  | { readonly type: "reachable" }
  | { readonly type: "access-lost"; readonly why: AccessLoss };

/** What the tablet knows after one more thing. Never drops an act that has no answer, nor a refusal nobody has read. */
export function applyLineEvent(model: LineModel, event: LineEvent): LineModel {
  switch (event.type) {
    case "outbox-read":
      return { ...model, waiting: [...event.commands, ...model.waiting] };
    case "acted":
      return rememberShownNumbers(
        {
          ...model,
          waiting: [...model.waiting, ...event.commands],
          notices: model.notices.filter(({ command, keep }) => keep && !isTakenBack(command, event.commands)),
        },
        event.commands,
      );
    case "refused-here":
      return { ...model, notices: [...model.notices, event.notice] };
    case "answered":
      return withAccess(answered(model, event));
    case "not-understood":
      return {
        ...model,
        waiting: without(model.waiting, [event.command.id, ...event.dropped]),
        notices: [...model.notices, noticeOf(event.command, "not-understood", model.confirmed, true)],
      };
    case "read":
      return withAccess(noticeRenumbered({ ...model, confirmed: newer(model.confirmed, event.state) }));
    case "notice-dismissed":
      return { ...model, notices: model.notices.filter((notice) => notice !== event.notice) };
    case "unreachable":
      return model.unreachableSince === undefined ? { ...reachable(model), unreachableSince: event.at } : model;
    case "busy":
      return { ...reachable(model), busy: true };
    case "reachable":
      return reachable(model);
    case "access-lost":
      return { ...model, accessLost: event.why };
    default:
      return never(event);
  }
}

/**
 * The line as the conseiller sees it: the server's, with what this tablet did and has no answer for yet. An act that the
 * newer line refuses is left out; the server will say why.
 */
export const projectedLine = ({ confirmed, waiting }: Pick<LineModel, "confirmed" | "waiting">): LineState =>
  waiting.reduce(applyLocally, confirmed);

/** The line after one command by the tablet's own rule, or as it was when the rule refuses. */
export function applyLocally(state: LineState, command: Command): LineState {
  const at = notBefore(state, command.at);
  const decided = decide(state, command, at);
  if (!decided.ok) return state;
  return decided.value.reduce((line, event) => evolve(line, { event, at, command: command.id }), state);
}

/**
 * The server dates a number when the tap arrives, a moment after it was made. A tap still on its way was made after all
 * the server has told, so it never stands before them.
 */
const notBefore = (state: LineState, at: Instant): Instant =>
  state.visits.reduce((latest, { joinedAt }) => (joinedAt > latest ? joinedAt : latest), at);

/** An act that took longer to arrive was made without network: the sentence about it waits until it is read. */
const LATE_ANSWER = 10 * SECOND;

function answered(
  model: LineModel,
  { results, dropped, state, at }: Extract<LineEvent, { type: "answered" }>,
): LineModel {
  const confirmed = newer(model.confirmed, state);
  const refusals = results.flatMap((result) => {
    const command = model.waiting.find(({ id }) => id === result.id);
    if (!command || result.outcome !== "refused" || !result.refusal) return [];
    const notice = noticeOf(command, result.refusal, confirmed, at - command.at > LATE_ANSWER);
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
    notices: [...model.notices, ...refusals],
  });
}

/** « Ce n’est pas le 5, c’est le 6 » means nothing once the 6 was taken back. */
const isTakenBack = (command: string, by: readonly Command[]): boolean =>
  by.some((one) => one.type === "undo" && one.command === command);

/** Whether what was done with her later fell with it. « Ouvrir et appeler » is one tap: nothing was done after it. */
const dropsLaterActs = (command: Command, dropped: readonly Command[]): boolean =>
  visitIdOf(command) !== undefined &&
  dropped.some((one) => one.at !== command.at && visitIdOf(one) === visitIdOf(command));

/** Remembers which number each person added here was shown with. */
function rememberShownNumbers(model: LineModel, commands: readonly Command[]): LineModel {
  const line = projectedLine(model);
  const shown = commands.flatMap((command) => {
    const visit = (command.type === "add-visit" || command.type === "check-in") && visitOf(line, command.visit);
    return visit ? [{ command, visit: visit.id, number: visit.number }] : [];
  });
  return { ...model, shown: [...model.shown, ...shown] };
}

/** Somebody else was given the same number a moment before: the conseiller must know which card is right. */
function noticeRenumbered(model: LineModel): LineModel {
  const known = model.shown.map((shown) => ({ ...shown, visit: visitOf(model.confirmed, shown.visit) }));
  const notices = known.flatMap(({ command, visit, number }) =>
    visit && visit.number !== number
      ? [{ ...noticeOf(command, "renumbered", model.confirmed, true), shown: number }]
      : [],
  );
  return {
    ...model,
    shown: model.shown.filter((_, index) => !known[index]?.visit),
    notices: [...model.notices, ...notices],
  };
}

/** Answers overtake each other on bad Wi-Fi: an older line never replaces a newer one. */
const newer = (held: LineState, received: LineState): LineState => (received.version < held.version ? held : received);

const without = (commands: readonly Command[], ids: readonly string[]): readonly Command[] =>
  commands.filter(({ id }) => !ids.includes(id));

const reachable = ({ unreachableSince: _, busy: __, ...model }: LineModel): LineModel => model;

/** The server answered this person: the network is there and so is her right. */
function withAccess(model: LineModel): LineModel {
  const { accessLost: _, ...open } = reachable(model);
  return open;
}
