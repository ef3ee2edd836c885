import { visitNamedIn, type Command, type QueueRefusal } from "#lib/queue/acts/acts.ts";
import type { ReportFacts } from "#lib/queue/acts/report.ts";
import { visitOf, type LineState } from "#lib/queue/line/line-state.ts";
import type { SeatElsewhere } from "#lib/queue/receive-command.ts";
import type { Instant } from "#lib/time/instant.ts";
import type { KeptCommand } from "./outbox.ts";

/** An act that was not done as it was shown, and why. `keep`: the notice stays until it is dismissed. */
export type ActNotice = {
  readonly command: string;
  readonly at: Instant;
  readonly act: Command["type"];
  /**
   * `help-stands`: help that began without network stands at `desk`; the desk `freed` had called the person.
   * `same-tap`: it was not sent, since an act on somebody else of the same tap (« Terminer et appeler ») was refused
   * (`whatFell`).
   */
  readonly why: QueueRefusal | "not-understood" | "renumbered" | "help-stands" | "same-tap";
  /** The number that was shown here, when the server gave another one. */
  readonly shown?: number;
  readonly number?: number;
  readonly desk?: number;
  readonly freed?: number;
  /** Whom the act is about: a visit of the line, or the appointment of a check-in. */
  readonly visit?: string;
  readonly appointment?: string;
  /** Where this conseiller sits, when that is why they cannot sit down here. */
  readonly elsewhere?: SeatElsewhere;
  /** What was typed in a report that does not count: this act, or one of those that fell with it. Not a colleague’s. */
  readonly report?: ReportFacts;
  /** Later acts of this tablet about the same person that were dropped with it, in their order. */
  readonly fell?: readonly Command["type"][];
  readonly keep: boolean;
  /** The act was made without network: it stands in the list of what is to be checked, and covers nothing. */
  readonly withoutNetwork?: true;
  /** A colleague did it on this tablet, and it was sent by who is signed in now. */
  readonly ofColleague?: true;
};

/**
 * The notice for a refused command, with the number and the desk as `state` has them, or else the number that this
 * tablet showed. `keep`: it stays until it is dismissed; `withoutNetwork`: it is listed, and stays too.
 */
export function noticeOf(
  command: KeptCommand,
  why: ActNotice["why"],
  state: LineState,
  { keep = false, withoutNetwork = false }: { readonly keep?: boolean; readonly withoutNetwork?: boolean } = {},
): ActNotice {
  const id = personOf(command, state);
  const visit = id === undefined ? undefined : visitOf(state, id);
  const number = visit?.number ?? command.shown ?? command.person;
  return {
    command: command.id,
    at: command.at,
    act: command.type,
    why,
    keep: keep || withoutNetwork || command.type === "report",
    ...(withoutNetwork && { withoutNetwork }),
    ...(id !== undefined && { visit: id }),
    ...("appointment" in command && { appointment: command.appointment }),
    ...(number !== undefined && { number }),
    ...(visit && "desk" in visit && { desk: visit.desk }),
    ...reportIn([command]),
  };
}

/** What was typed last in a report, of these acts. */
export function reportIn(commands: readonly Command[]): Pick<ActNotice, "report"> {
  const last = commands.findLast((command) => command.type === "report");
  return last ? { report: last.report } : {};
}

/** The visit that a command is about; of an undo that of the act that it takes back, for the minute in which it can. */
const personOf = (command: Command, { undoable }: LineState): string | undefined =>
  command.type === "undo" ? undoable.find((act) => act.command === command.command)?.visit : visitNamedIn(command);
