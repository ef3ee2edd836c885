import { LineInMemory, type Arriving } from "#components/tablet/practice/line-in-memory.ts";
import type { Command } from "#lib/queue/acts/acts.ts";
import { numberFor } from "#lib/queue/acts/lease-numbers.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import type { CommandResult } from "#lib/queue/receive-command.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import type { Fault } from "./faults.ts";
import { ZONE } from "./over-the-wire.ts";

/** The server of one half-day, with the faults that are put in on purpose. */
export class SimulatedServer extends LineInMemory {
  readonly #fault: Fault | undefined;

  constructor(line: LineState, team: readonly string[], now: () => Instant, fault?: Fault) {
    super({ line, team, zone: ZONE }, now);
    this.#fault = fault;
  }

  override lends(by: string, borrowing: Pick<Command, "id" | "at" | "device">): LineState {
    if (this.#fault === "single-lent-none" && this.line.plannedDesks === 1) return this.line;
    if (this.#fault !== "numbers-lent-twice") return super.lends(by, borrowing);
    const { device } = borrowing;
    if (this.line.leases.some((lease) => lease.device === device)) return this.line;
    const leases = [...this.line.leases, { device, first: 101, last: 140 }];
    this.changed({ ...this.line, leases, version: this.line.version + 1 }, []);
    return this.line;
  }

  protected override receives(arriving: Arriving): CommandResult {
    const { command, conseiller } = arriving;
    const hadEndedAt = this.line.endedAutomaticallyAt;
    const isRefused =
      this.#fault === "late-act-refused" || (this.#fault === "late-close-refused" && command.type === "close");
    if (isRefused && !this.commands.has(command.id) && hadEndedAt !== undefined) {
      this.commands.set(command.id, { by: conseiller, refusal: "permanence-closed", hadEndedAt });
      return { id: command.id, outcome: "refused", refusal: "permanence-closed" };
    }
    return super.receives(this.#asReceived(arriving));
  }

  #asReceived(arriving: Arriving): Arriving {
    const { command, receivedAt } = arriving;
    if (this.#fault === "device-clock-believed")
      return { ...arriving, lastExchange: instant(0), receivedAt: instant(Math.max(command.at, receivedAt)) };
    if (this.#fault === "moved-to-next" && "number" in command && command.number !== undefined) {
      const { number, ...moved } = command;
      const isTheirs = numberFor(this.line, command.device, number) === number;
      return { ...arriving, command: isTheirs ? command : moved };
    }
    if (this.#fault !== "said-end-lost" || command.type !== "finish") return arriving;
    const { endedAt: _, ...rest } = command;
    return { ...arriving, command: rest };
  }
}
