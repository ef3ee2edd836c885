import type { Act, Command, QueueRefusal } from "#lib/queue/acts/acts.ts";
import { automaticEndOf, endAutomatically } from "#lib/queue/acts/automatic-end.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import type { Visit } from "#lib/queue/line/visit.ts";
import {
  applied,
  exchangeOfActs,
  exchangeOfReading,
  receive,
  type CommandResult,
  type EventRecord,
} from "#lib/queue/reception.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import type { Fault } from "./faults.ts";

/** Where the half-day is held. */
const ZONE = "Europe/Paris";

/** What the server keeps of a command: who sent it, and the refusal of one that was refused. `hadEnded`: the line had ended by itself when it came. */
type Kept = {
  readonly by: string | undefined;
  readonly refusal: QueueRefusal | undefined;
  readonly hadEnded: boolean;
};

/**
 * The server of one half-day: what `lib/server/queue` does with rows, done with values. Each command goes through `receive`, as in
 * `apply-command.ts`; the last exchange of a device is kept as in `run-commands.ts`.
 */
export class SimulatedServer {
  line: LineState;
  readonly commands = new Map<string, Kept>();
  /** Called after each change of the line. */
  onChange: () => void = () => undefined;
  readonly #now: () => Instant;
  readonly #team: readonly string[];
  readonly #exchanges = new Map<string, Instant>();
  /** When a device of the team was last in touch. */
  #heardAt: Instant | undefined;
  /** Of each visit, as it was before its last event, where the automatic end was that event. */
  readonly #beforeEnd = new Map<string, Visit>();

  readonly #fault: Fault | undefined;

  constructor(line: LineState, team: readonly string[], now: () => Instant, fault?: Fault) {
    this.line = line;
    this.#team = team;
    this.#now = now;
    this.#fault = fault;
  }

  /** Receives acts of somebody who is signed in, one after the other. */
  post(by: string, commands: readonly Command[]): readonly CommandResult[] {
    const results = commands.map((command) => this.#receives(command, by, this.#lastExchange(by, command.device)));
    for (const device of new Set(commands.map((command) => command.device))) {
      const acts = commands.filter((command) => command.device === device);
      const receipt = { lastExchange: this.#lastExchange(by, device), receivedAt: this.#now() };
      this.#exchanged(by, device, exchangeOfActs(acts, receipt));
    }
    this.#heardAt = this.#now();
    return results;
  }

  /** A reading of the line by somebody who is signed in. `sentAll`: their device, when it holds no act of theirs. */
  read(by: string, sentAll: string | undefined): LineState {
    this.#heardAt = this.#now();
    if (sentAll !== undefined) this.#exchanged(by, sentAll, exchangeOfReading(this.#now()));
    return this.line;
  }

  /** Lends numbers to a device, to be given without network. */
  lends(by: string, borrowing: Pick<Command, "id" | "at" | "device">): LineState {
    const { device } = borrowing;
    if (this.#fault === "numbers-lent-twice") {
      if (this.line.leases.some((lease) => lease.device === device)) return this.line;
      const leases = [...this.line.leases, { device, first: 101, last: 140 }];
      this.#changed({ ...this.line, leases, version: this.line.version + 1 }, []);
      return this.line;
    }
    this.post(by, [{ ...borrowing, type: "lease-numbers" }]);
    return this.line;
  }

  /** Receives an act of nobody of the team: of the kiosk, or of somebody by their telephone. */
  receivesOf(device: string, id: string, act: Act): CommandResult {
    return this.#receives({ id, at: this.#now(), device, ...act }, undefined, undefined);
  }

  /** What the job of each minute does: ends a line that nobody has closed, at the moment of the rule. */
  endsWhereNobodyCloses(): void {
    if (this.#now() < this.line.span.end) return;
    const end = automaticEndOf(this.line, ZONE, this.#heardAt);
    if (end === undefined || this.#now() < end) return;
    const { after, events } = applied(this.line, endAutomatically(this.line), { at: end, command: "automatic-end" });
    this.#changed(after, events);
  }

  /** Whether this device of theirs was ever in touch: without, nobody can tell how early an act of it may have been. */
  hasExchanged(by: string, device: string): boolean {
    return this.#exchanges.has(`${by} ${device}`);
  }

  #receives(command: Command, by: string | undefined, lastExchange: Instant | undefined): CommandResult {
    const known = this.commands.get(command.id);
    if (this.#fault === "late-act-refused" && !known && this.line.endedAutomaticallyAt !== undefined) {
      this.commands.set(command.id, { by, refusal: "permanence-closed", hadEnded: true });
      return { id: command.id, outcome: "refused", refusal: "permanence-closed" };
    }
    const believed = this.#fault === "device-clock-believed";
    const { result, record, events, line } = receive(
      {
        permanence: this.line.permanence,
        command,
        conseiller: by,
        lastExchange: believed ? instant(0) : lastExchange,
        receivedAt: believed ? instant(Math.max(command.at, this.#now())) : this.#now(),
        known: known && { permanence: this.line.permanence, refusal: known.refusal },
      },
      this.line,
      {
        topicExists: true,
        mayArrange: by === this.#team[0],
        arrangesAs: "coordination",
        heldUpElsewhere: [],
        assignments: [],
        mayRunLine: this.#team,
        beforeEnd: [...this.#beforeEnd.values()],
      },
    );
    const hadEnded = this.line.endedAutomaticallyAt !== undefined;
    if (record) this.commands.set(command.id, { by, refusal: record.refusal, hadEnded });
    if (line) this.#changed(line, events);
    return result;
  }

  #changed(line: LineState, events: readonly EventRecord[]): void {
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

  #lastExchange(by: string, device: string): Instant | undefined {
    return this.#exchanges.get(`${by} ${device}`) ?? this.#heardAt;
  }

  #exchanged(by: string, device: string, at: Instant): void {
    const key = `${by} ${device}`;
    this.#exchanges.set(key, instant(Math.max(at, this.#exchanges.get(key) ?? at)));
  }
}
