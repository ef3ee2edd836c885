import type { Act, Command, QueueRefusal } from "#lib/queue/acts/acts.ts";
import { automaticEndOf, endAutomatically } from "#lib/queue/acts/automatic-end.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import type { Visit } from "#lib/queue/line/visit.ts";
import {
  applied,
  exchangeOfActs,
  exchangeOfReading,
  receive,
  type Arrival,
  type CommandResult,
  type EventRecord,
} from "#lib/queue/receive-command.ts";
import { instant, type Instant } from "#lib/time/instant.ts";

/**
 * What is kept of a command: who sent it, and the refusal of one that was refused. `hadEndedAt`: when the line had
 * ended by itself, if it had when the command came.
 */
export type KeptArrival = {
  readonly by: string | undefined;
  readonly refusal: QueueRefusal | undefined;
  readonly hadEndedAt?: Instant | undefined;
};

/** A command on its way into the line: who sent it, and when it can have been done. */
export type Arriving = Pick<Arrival, "command" | "conseiller" | "lastExchange" | "receivedAt">;

/** `zone`: where the half-day is held. `team`: who may run it; the first of them arranges the desks. */
type HalfDay = { readonly line: LineState; readonly team: readonly string[]; readonly zone: string };

/**
 * The server of one half-day without a database: what `lib/server/queue` does with rows, done with values. Each command
 * goes through `receive`, as in `apply-command.ts`; the last exchange of a device is kept as in `line-exchange.ts`.
 * Practice runs on it, and the simulation of tablets.
 */
export class LineInMemory {
  line: LineState;
  readonly commands = new Map<string, KeptArrival>();
  /** Called after each change of the line. */
  onChange: () => void = () => undefined;
  readonly now: () => Instant;
  readonly #team: readonly string[];
  readonly #zone: string;
  readonly #exchanges = new Map<string, Instant>();
  /** When a device of the team was last in touch. */
  #heardAt: Instant | undefined;
  /** Of each visit, as it was before its last event, where the automatic end was that event. */
  readonly #beforeEnd = new Map<string, Visit>();

  constructor({ line, team, zone }: HalfDay, now: () => Instant) {
    this.line = line;
    this.#team = team;
    this.#zone = zone;
    this.now = now;
  }

  /** Receives acts of somebody who is signed in, one after the other. */
  post(by: string, commands: readonly Command[]): readonly CommandResult[] {
    const results = commands.map((command) => this.#receivesOf(by, command));
    for (const device of new Set(commands.map((command) => command.device))) {
      const acts = commands.filter((command) => command.device === device);
      const receipt = { lastExchange: this.#lastExchange(by, device), receivedAt: this.now() };
      this.#exchanged(by, device, exchangeOfActs(acts, receipt));
    }
    this.#heardAt = this.now();
    return results;
  }

  /** A reading of the line by somebody who is signed in. `sentAll`: their device, when it holds no act of theirs. */
  read(by: string, sentAll: string | undefined): LineState {
    this.#heardAt = this.now();
    if (sentAll !== undefined) this.#exchanged(by, sentAll, exchangeOfReading(this.now()));
    return this.line;
  }

  /** Lends numbers to a device, to be given without network. */
  lends(by: string, borrowing: Pick<Command, "id" | "at" | "device">): LineState {
    this.post(by, [{ ...borrowing, type: "lease-numbers" }]);
    return this.line;
  }

  /** Receives an act of nobody of the team: of the kiosk, or of somebody by their telephone. */
  receivesOf(device: string, id: string, act: Act): CommandResult {
    const command = { id, at: this.now(), device, ...act };
    return this.receives({ command, conseiller: undefined, lastExchange: undefined, receivedAt: this.now() });
  }

  /** What the job of each minute does: ends a line that nobody has closed, at the moment of the rule. */
  endsWhereNobodyCloses(): void {
    if (this.now() < this.line.span.end) return;
    const end = automaticEndOf(this.line, this.#zone, this.#heardAt);
    if (end === undefined || this.now() < end) return;
    const { after, events } = applied(this.line, endAutomatically(this.line), { at: end, command: "automatic-end" });
    this.changed(after, events);
  }

  /** Whether this device of theirs was ever in touch: without, nobody can tell how early an act of it may have been. */
  hasExchanged(by: string, device: string): boolean {
    return this.#exchanges.has(`${by} ${device}`);
  }

  protected receives(arriving: Arriving): CommandResult {
    const { command, conseiller } = arriving;
    const known = this.commands.get(command.id);
    const { permanence } = this.line;
    const { result, record, events, line } = receive(
      { ...arriving, permanence, known: known && { permanence, refusal: known.refusal } },
      this.line,
      {
        topicExists: true,
        mayArrange: conseiller === this.#team[0],
        arrangesAs: "coordination",
        heldUpElsewhere: [],
        assignments: [],
        mayRunLine: this.#team,
        beforeEnd: [...this.#beforeEnd.values()],
      },
    );
    const hadEndedAt = this.line.endedAutomaticallyAt;
    if (record) this.commands.set(command.id, { by: conseiller, refusal: record.refusal, hadEndedAt });
    if (line) this.changed(line, events);
    return result;
  }

  protected changed(line: LineState, events: readonly EventRecord[]): void {
    this.line = line;
    for (const { event, kept } of events) {
      if (!("visit" in event) || event.type === "visit-reported" || event.type === "visit-described") continue;
      const isByTheEnd =
        (event.type === "visit-unserved" && event.choice === "not-recorded") ||
        (event.type === "visit-finished" && event.unrecorded);
      if (isByTheEnd && kept?.before) this.#beforeEnd.set(event.visit, kept.before);
      else this.#beforeEnd.delete(event.visit);
    }
    if (events.length > 0) this.onChange();
  }

  #receivesOf(by: string, command: Command): CommandResult {
    const lastExchange = this.#lastExchange(by, command.device);
    return this.receives({ command, conseiller: by, lastExchange, receivedAt: this.now() });
  }

  #lastExchange(by: string, device: string): Instant | undefined {
    return this.#exchanges.get(`${by} ${device}`) ?? this.#heardAt;
  }

  #exchanged(by: string, device: string, at: Instant): void {
    const key = `${by} ${device}`;
    this.#exchanges.set(key, instant(Math.max(at, this.#exchanges.get(key) ?? at)));
  }
}
