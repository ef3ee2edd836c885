import type { Instant } from "../../time/instant.ts";
import type { IncidentKind } from "./incident-kind.ts";
import type { ReportFacts } from "./report-facts.ts";
import type { ReferralTarget } from "./targets.ts";
import type { TurnAwayReason } from "./turn-away-reason.ts";

/** What a command expected to find; a difference is answered `state-changed` or `already-called`. */
export type Expected = { readonly visit: string; readonly state: string } | { readonly version: number };

/** `conseiller`: who acts. The shell sets it from who is signed in; it is never believed from the wire. */
type Envelope = {
  readonly id: string;
  readonly at: Instant;
  readonly device: string;
  readonly conseiller?: string;
  readonly expected?: Expected;
};

export type Override = "urgent" | "child" | "wrong-number" | "skills";

/** What becomes of somebody who still has a number when the half-day closes. `done`: she was paused, and is helped. */
export type Leftover = "another-date" | "no-date" | "left" | "done";

/** The acts of a line (CONTRACT section 4). */
export type Act =
  | { readonly type: "give-numbers" }
  | { readonly type: "stop-numbers" }
  | { readonly type: "open"; readonly desks: readonly DeskTaken[] }
  | {
      readonly type: "take-desk";
      readonly desk: number;
      readonly conseiller?: string;
      readonly topics?: readonly string[];
    }
  /** `number`: one of those lent to this device, when it gave it without network. */
  | {
      readonly type: "add-visit";
      readonly visit: string;
      readonly number?: number;
      readonly topic?: string;
      readonly language?: string;
      readonly priority?: boolean;
      readonly card?: number;
      readonly joinedAt?: Instant;
    }
  | { readonly type: "check-in"; readonly appointment: string; readonly visit: string }
  | { readonly type: "prioritise"; readonly visit: string }
  | { readonly type: "call-next"; readonly desk: number }
  | { readonly type: "call"; readonly visit: string; readonly desk: number; readonly override?: Override }
  | { readonly type: "start"; readonly visit: string }
  | { readonly type: "finish"; readonly visit: string }
  | { readonly type: "absent"; readonly visit: string }
  | { readonly type: "leave"; readonly visit: string; readonly by: "resident" | "staff" }
  | { readonly type: "undo"; readonly command: string }
  /** At most 140 characters; an empty message takes the former away. */
  | { readonly type: "announce"; readonly message: string }
  | { readonly type: "suspend" }
  | { readonly type: "resume-line" }
  | { readonly type: "close"; readonly leftovers: readonly { readonly visit: string; readonly choice: Leftover }[] }
  /** These four are of the desk that `conseiller` holds. */
  | { readonly type: "leave-desk" }
  | { readonly type: "break"; readonly until?: Instant }
  | { readonly type: "return" }
  | { readonly type: "hand-over"; readonly to: number }
  | { readonly type: "late"; readonly appointment: string; readonly expectedAt: Instant }
  | { readonly type: "pause"; readonly visit: string }
  | { readonly type: "resume"; readonly visit: string }
  /** Without `until` she is here again. */
  | { readonly type: "away"; readonly visit: string; readonly until?: Instant }
  | { readonly type: "refer"; readonly visit: string; readonly target: ReferralTarget }
  | { readonly type: "report"; readonly visit: string; readonly report: ReportFacts }
  | {
      readonly type: "turn-away";
      readonly reason: TurnAwayReason;
      readonly topic?: string;
      readonly language?: string;
      readonly target?: ReferralTarget;
    }
  | { readonly type: "incident"; readonly kind: IncidentKind }
  | { readonly type: "ask-help" }
  | { readonly type: "lease-numbers" };

/** A desk and who sits there. `topics`: what she may serve, from her assignment; none means all. */
export type DeskTaken = { readonly desk: number; readonly conseiller?: string; readonly topics?: readonly string[] };

export type Command = Envelope & Act;
export type CommandType = Act["type"];

/** The command of one type, as its deed receives it. */
export type CommandOf<Type extends CommandType> = Extract<Command, { readonly type: Type }>;
