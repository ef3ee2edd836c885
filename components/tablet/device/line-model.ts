import type { Command } from "#lib/queue/acts/acts.ts";
import { decide } from "#lib/queue/acts/decide.ts";
import { evolve } from "#lib/queue/acts/evolve.ts";
import { visitOf, type LineState } from "#lib/queue/line/line-state.ts";
import { never } from "#lib/result.ts";
import { SECOND, type Instant } from "#lib/time/instant.ts";
import type { CommandResult, Shut } from "./line-server.ts";
import { whomOf } from "./rests-on.ts";
import { toldOf, type Told } from "./told.ts";

/** What the tablet knows: the line as the server last told it, what it did since, what was refused, and whether it is heard. */
export type LineModel = {
  readonly confirmed: LineState;
  readonly waiting: readonly Command[];
  readonly told: readonly Told[];
  /** The numbers shown for people added here that the server has not confirmed: a card may have been handed out. */
  readonly shown: readonly Shown[];
  /** Since when nothing reaches the server; absent while all is well. */
  readonly lostSince?: Instant;
  /** The server was reached last time, and asked to come again. */
  readonly busy?: true;
  readonly shut?: Shut;
};

export type Shown = { readonly command: Command; readonly visit: string; readonly number: number };

export type LineEvent =
  | { readonly type: "found"; readonly commands: readonly Command[] }
  | { readonly type: "acted"; readonly commands: readonly Command[] }
  | { readonly type: "refused-here"; readonly told: Told }
  | {
      readonly type: "answered";
      readonly results: readonly CommandResult[];
      readonly fallen: readonly string[];
      readonly state: LineState;
      readonly at: Instant;
    }
  | { readonly type: "not-understood"; readonly command: Command; readonly fallen: readonly string[] }
  | { readonly type: "read"; readonly state: LineState }
  | { readonly type: "understood"; readonly told: Told }
  | { readonly type: "lost"; readonly at: Instant }
  | { readonly type: "busy" }
  | { readonly type: "heard" }
  | { readonly type: "shut"; readonly why: Shut };

/** What the tablet knows after one more thing. Never drops an act that has no answer, nor a refusal nobody has read. */
export function after(model: LineModel, event: LineEvent): LineModel {
  switch (event.type) {
    case "found":
      return { ...model, waiting: [...event.commands, ...model.waiting] };
    case "acted":
      return withShown(
        {
          ...model,
          waiting: [...model.waiting, ...event.commands],
          told: model.told.filter(({ command, keep }) => keep && !isTakenBack(command, event.commands)),
        },
        event.commands,
      );
    case "refused-here":
      return { ...model, told: [...model.told, event.told] };
    case "answered":
      return admitted(answered(model, event));
    case "not-understood":
      return {
        ...model,
        waiting: without(model.waiting, [event.command.id, ...event.fallen]),
        told: [...model.told, toldOf(event.command, "not-understood", model.confirmed, true)],
      };
    case "read":
      return admitted(renumbered({ ...model, confirmed: newer(model.confirmed, event.state) }));
    case "understood":
      return { ...model, told: model.told.filter((told) => told !== event.told) };
    case "lost":
      return model.lostSince === undefined ? { ...heard(model), lostSince: event.at } : model;
    case "busy":
      return { ...heard(model), busy: true };
    case "heard":
      return heard(model);
    case "shut":
      return { ...model, shut: event.why };
    default:
      return never(event);
  }
}

/**
 * The line as the conseiller sees it: the server's, with what this tablet did and has no answer for yet. An act that the
 * newer line refuses is left out; the server will say why.
 */
export const projected = ({ confirmed, waiting }: Pick<LineModel, "confirmed" | "waiting">): LineState =>
  waiting.reduce(played, confirmed);

/** The line after one command by the tablet's own rule, or as it was when the rule refuses. */
export function played(state: LineState, command: Command): LineState {
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
const LONG_AGO = 10 * SECOND;

function answered(
  model: LineModel,
  { results, fallen, state, at }: Extract<LineEvent, { type: "answered" }>,
): LineModel {
  const confirmed = newer(model.confirmed, state);
  const refusals = results.flatMap((result) => {
    const command = model.waiting.find(({ id }) => id === result.id);
    if (!command || result.outcome !== "refused" || !result.refusal) return [];
    const told = toldOf(command, result.refusal, confirmed, at - command.at > LONG_AGO);
    return [
      fellWith(
        command,
        model.waiting.filter(({ id }) => fallen.includes(id)),
      )
        ? { ...told, fell: true as const }
        : told,
    ];
  });
  return renumbered({
    ...model,
    confirmed,
    waiting: without(model.waiting, [...results.map(({ id }) => id), ...fallen]),
    told: [...model.told, ...refusals],
  });
}

/** « Ce n’est pas le 5, c’est le 6 » means nothing once the 6 was taken back. */
const isTakenBack = (command: string, by: readonly Command[]): boolean =>
  by.some((one) => one.type === "undo" && one.command === command);

/** Whether what was done with her later fell with it. « Ouvrir et appeler » is one tap: nothing was done after it. */
const fellWith = (command: Command, fallen: readonly Command[]): boolean =>
  whomOf(command) !== undefined && fallen.some((one) => one.at !== command.at && whomOf(one) === whomOf(command));

/** Remembers which number each person added here was shown with. */
function withShown(model: LineModel, commands: readonly Command[]): LineModel {
  const line = projected(model);
  const shown = commands.flatMap((command) => {
    const visit = (command.type === "add-visit" || command.type === "check-in") && visitOf(line, command.visit);
    return visit ? [{ command, visit: visit.id, number: visit.number }] : [];
  });
  return { ...model, shown: [...model.shown, ...shown] };
}

/** Somebody else was given the same number a moment before: the conseiller must know which card is right. */
function renumbered(model: LineModel): LineModel {
  const known = model.shown.map((shown) => ({ ...shown, visit: visitOf(model.confirmed, shown.visit) }));
  const told = known.flatMap(({ command, visit, number }) =>
    visit && visit.number !== number
      ? [{ ...toldOf(command, "renumbered", model.confirmed, true), shown: number }]
      : [],
  );
  return { ...model, shown: model.shown.filter((_, index) => !known[index]?.visit), told: [...model.told, ...told] };
}

/** Answers overtake each other on bad Wi-Fi: an older line never replaces a newer one. */
const newer = (held: LineState, told: LineState): LineState => (told.version < held.version ? held : told);

const without = (commands: readonly Command[], ids: readonly string[]): readonly Command[] =>
  commands.filter(({ id }) => !ids.includes(id));

const heard = ({ lostSince: _, busy: __, ...model }: LineModel): LineModel => model;

/** The server answered this person: the network is there and so is her right. */
function admitted(model: LineModel): LineModel {
  const { shut: _, ...open } = heard(model);
  return open;
}
