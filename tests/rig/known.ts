import type { HttpAnswer } from "./requests.ts";
import type { HalfDay } from "./town.ts";
import type { Action, ActionOutcome } from "./history.ts";

/** The parts of the line's state that a tablet reads. */
export type LineReading = {
  readonly version: number;
  readonly status: string;
  readonly numbers: string;
  readonly suspended: boolean;
  readonly desks: readonly { readonly number: number; readonly state: string; readonly conseiller?: string }[];
  readonly leases: readonly { readonly device: string; readonly first: number; readonly last: number }[];
  readonly visits: readonly {
    readonly id: string;
    readonly number: number;
    readonly state: string;
    readonly desk?: number;
  }[];
  readonly expected: readonly { readonly id: string }[];
};

/** Actions of one request, which can be sent again with the same keys. */
export type RequestActions = readonly [Action, ...Action[]];

/** What the clients of one half-day know of it together; often a little out of date. */
export class Known {
  readonly halfDay: HalfDay;
  readonly appointments: string[];
  readonly visits: string[] = [];
  readonly commands: string[] = [];
  line: LineReading | undefined;

  constructor(halfDay: HalfDay) {
    this.halfDay = halfDay;
    this.appointments = halfDay.booked.map(({ id }) => id);
  }

  /** Adds what an answer says. */
  learn(asked: RequestActions, outcomes: readonly ActionOutcome[], answer: HttpAnswer): void {
    asked.forEach((action, index) => {
      const outcome = outcomes[index];
      if (outcome?.kind !== "ok") return;
      if (outcome.appointment !== undefined && !this.appointments.includes(outcome.appointment))
        this.appointments.push(outcome.appointment);
      if (outcome.visit !== undefined && !this.visits.includes(outcome.visit)) this.visits.push(outcome.visit);
      if (action.type === "command") this.commands.push(action.command.id);
    });
    const { state } = ("body" in answer ? (answer.body ?? {}) : {}) as { state?: LineReading };
    if (asked[0].type === "command" && state && state.version >= (this.line?.version ?? 0)) this.line = state;
  }
}
