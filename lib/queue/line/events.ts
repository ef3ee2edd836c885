import type { Instant } from "../../time/instant.ts";
import type { Result } from "../../result.ts";
import type { DeskTaken, Leftover, Override } from "./commands.ts";
import type { IncidentKind } from "./incident-kind.ts";
import type { ExpectedAppointment } from "./line-state.ts";
import type { QueueRefusal } from "./refusal.ts";
import type { ReportFacts } from "./report-facts.ts";
import type { ReferralTarget } from "./targets.ts";
import type { TurnAwayReason } from "./turn-away-reason.ts";
import type { LeftWhy, Origin, Visit } from "./visit.ts";

/**
 * What happened to a line. Every event is appended with who, device, when; `evolve` applies it.
 * `overtaken`: the visits in line in front of whom the team put her though she was not on their closed list.
 */
export type QueueEvent =
  | { readonly type: "numbers-given" }
  | { readonly type: "numbers-stopped" }
  | { readonly type: "opened"; readonly desks: readonly DeskTaken[] }
  | {
      readonly type: "desk-taken";
      readonly desk: number;
      readonly conseiller?: string;
      readonly topics?: readonly string[];
    }
  | {
      readonly type: "visit-joined";
      readonly visit: string;
      readonly number: number;
      readonly origin: Origin;
      readonly joinedAt: Instant;
      readonly priority: boolean;
      readonly topic?: string;
      readonly language?: string;
      readonly card?: number;
      readonly overtaken: readonly string[];
    }
  | { readonly type: "visit-prioritised"; readonly visit: string; readonly overtaken: readonly string[] }
  /** `passes`: expected appointments whose turn this call took. `by` choice is an explicit call; an override when `overtaken` holds somebody. */
  | {
      readonly type: "visit-called";
      readonly visit: string;
      readonly desk: number;
      readonly conseiller?: string;
      readonly by: "rule" | "choice";
      readonly override?: Override;
      readonly passes: readonly string[];
      readonly overtaken: readonly string[];
    }
  | { readonly type: "visit-started"; readonly visit: string }
  | { readonly type: "visit-finished"; readonly visit: string }
  | { readonly type: "visit-absent"; readonly visit: string }
  | { readonly type: "visit-left"; readonly visit: string; readonly why: LeftWhy }
  | { readonly type: "announced"; readonly message: string }
  | { readonly type: "suspended" }
  | { readonly type: "resumed" }
  | { readonly type: "desk-left"; readonly desk: number }
  | { readonly type: "desk-on-break"; readonly desk: number; readonly until?: Instant }
  | { readonly type: "desk-returned"; readonly desk: number }
  | { readonly type: "appointment-late"; readonly appointment: string; readonly expectedAt: Instant }
  | { readonly type: "visit-paused"; readonly visit: string }
  /** Helped again at her desk, with the clock she had. */
  | { readonly type: "visit-resumed"; readonly visit: string }
  /** In line again, next at any desk: she came back and her desk was gone (`resume`), or the desk that awaited her went (`desk-gone`). */
  | { readonly type: "visit-back"; readonly visit: string; readonly by: "resume" | "desk-gone" }
  /** Without `until`: here again. */
  | { readonly type: "visit-away"; readonly visit: string; readonly until?: Instant }
  | { readonly type: "visit-handed-over"; readonly visit: string; readonly desk: number }
  | { readonly type: "visit-referred"; readonly visit: string; readonly target: ReferralTarget }
  | { readonly type: "visit-reported"; readonly visit: string; readonly report: ReportFacts }
  | {
      readonly type: "visit-unserved";
      readonly visit: string;
      readonly choice: Extract<Leftover, "another-date" | "no-date">;
    }
  | {
      readonly type: "turned-away";
      readonly reason: TurnAwayReason;
      readonly topic?: string;
      readonly language?: string;
      readonly target?: ReferralTarget;
    }
  | { readonly type: "incident-noted"; readonly kind: IncidentKind; readonly desk?: number }
  | { readonly type: "help-asked"; readonly desk?: number }
  | { readonly type: "numbers-leased"; readonly device: string; readonly first: number; readonly last: number }
  | { readonly type: "closed"; readonly outcome: ClosedOutcome }
  /**
   * The act of `command` on this visit is taken back: the visit is `before` again, or its number was given by mistake.
   * `call`: which of the standing calls is taken back, when the act was one. `arrived`: who is expected again, when it was a check-in.
   */
  | {
      readonly type: "undone";
      readonly command: string;
      readonly visit: string;
      readonly before: Visit | null;
      readonly call?: number;
      readonly arrived?: ExpectedAppointment;
    };

/** A half-day held with nobody and one not held are different facts; one nobody closed is not recorded. */
export type ClosedOutcome = "held" | "held-with-nobody" | "not-held";

/** An event with the moment and the command it came from: what `evolve` needs beside the event itself. */
export type Stamped = { readonly event: QueueEvent; readonly at: Instant; readonly command: string };

/** What a deed of the line answers: what happened (nothing, when it was so already), or why not. */
export type Decision = Result<readonly QueueEvent[], QueueRefusal>;
