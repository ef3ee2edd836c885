import type { Act, Command } from "#lib/queue/acts/acts.ts";
import type { NotedAct } from "#lib/queue/acts/after-close.ts";
import { endAutomatically } from "#lib/queue/acts/automatic-end.ts";
import { isLeftOver } from "#lib/queue/acts/close.ts";
import { visitOf, type LineState } from "#lib/queue/line/line-state.ts";
import { isAtDesk, type Visit } from "#lib/queue/line/visit.ts";
import { applied, receive, type EventRecord } from "#lib/queue/receive-command.ts";
import type { Instant } from "#lib/time/instant.ts";
import { at, morning } from "./line.ts";

/**
 * A half-day as the server receives it, with its events: desk 1 is that of C1, desk 2 that of C2, and so on, opened at
 * 8:55. Each device was last in touch at 8:00, so that an act may be dated at any time since. Every sender may arrange
 * the desks.
 */
export class ReceivedHalfDay {
  line: LineState;
  readonly events: EventRecord[] = [];
  readonly #team: readonly string[];
  #acts = 0;

  /** `unopened`: numbers are given, and nobody has opened it. */
  constructor({
    deskCount,
    unopened,
    ...given
  }: Partial<LineState> & { readonly deskCount: number; readonly unopened?: true }) {
    this.line = morning({ plannedDesks: deskCount, ...given });
    this.#team = Array.from({ length: deskCount }, (_, index) => `C${index + 1}`);
    if (unopened) return;
    this.does(
      { type: "open", desks: this.#team.map((conseiller, index) => ({ desk: index + 1, conseiller })) },
      "8:55",
    );
  }

  /** Answers "applied", "already-applied" or the refusal. */
  receives(command: Command, receivedAt: Instant = command.at): string {
    const arrival = {
      permanence: "neuhof",
      command,
      conseiller: command.conseiller,
      lastExchange: at("8:00"),
      receivedAt,
      known: undefined,
    };
    const { result, events, line } = receive(arrival, this.line, {
      topicExists: true,
      mayArrange: true,
      heldUpElsewhere: [],
      assignments: [],
      mayRunLine: this.#team,
      beforeEnd: this.#beforeEnd(),
    });
    this.events.push(...events);
    this.line = line ?? this.line;
    return result.outcome === "refused" ? result.refusal : result.outcome;
  }

  /** Receives an act that was done at `time`: at once, unless `receivedAt` says when its device had network again. */
  does(
    act: Act,
    time: string | Instant,
    given: { readonly by?: string; readonly id?: string; readonly receivedAt?: Instant } = {},
  ): string {
    const { by = "C1", id = `act-${(this.#acts += 1)}`, receivedAt } = given;
    const moment = typeof time === "string" ? at(time) : time;
    return this.receives({ id, at: moment, device: `tablet-of-${by}`, conseiller: by, ...act }, receivedAt);
  }

  /** C2 frees every desk at which somebody is, and closes: whoever still has a number ends. */
  closes(time: string | Instant): this {
    for (const { desk } of this.line.visits.filter(isAtDesk))
      this.does({ type: "free-desk", desk }, time, { by: "C2" });
    const leftovers = this.line.visits.filter(isLeftOver).map(({ id }) => ({ visit: id, choice: "no-date" as const }));
    const answer = this.does({ type: "close", leftovers }, time, { by: "C2" });
    if (answer !== "applied") throw new Error(`The close is refused: ${answer}.`);
    return this;
  }

  /** Nobody closes: the line ends automatically at that moment. */
  ends(moment: Instant): this {
    const ending = endAutomatically(this.line);
    const { after, events } = applied(this.line, ending, { at: moment, command: "automatic-end" });
    this.line = after;
    this.events.push(...events);
    return this;
  }

  visit(id: string): Visit | undefined {
    return visitOf(this.line, id);
  }

  /** The acts that were noted after the close, as the server reads them from its record. */
  get noted(): readonly NotedAct[] {
    return this.events.flatMap(({ event, command, at: moment }) =>
      event.type === "act-noted" ? [{ ...event, command, at: moment }] : [],
    );
  }

  /** Who was last ended by the automatic end, as they were, as the server reads it from its record. */
  #beforeEnd(): readonly Visit[] {
    const last = new Map(
      this.events.flatMap(({ event, kept }) =>
        "visit" in event && event.type !== "visit-reported" && event.type !== "visit-described"
          ? [[event.visit, { event, kept }]]
          : [],
      ),
    );
    return [...last.values()].flatMap(({ event, kept }) =>
      (event.type === "visit-unserved" && event.choice === "not-recorded") ||
      (event.type === "visit-finished" && event.unrecorded)
        ? (kept?.before ?? [])
        : [],
    );
  }
}
