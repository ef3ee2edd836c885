import type { Instant } from "../time/instant.ts";

/** What a command expected to find; a difference is answered `state-changed` or `already-called`. */
export type Expected = { readonly visit: string; readonly state: string } | { readonly version: number };

type Envelope = { readonly id: string; readonly at: Instant; readonly device: string; readonly expected?: Expected };

export type Override = "urgent" | "child" | "wrong-number" | "skills";

/** The acts of a line that exist so far (CONTRACT section 4). */
export type Act =
  | { readonly type: "give-numbers" }
  | { readonly type: "stop-numbers" }
  | { readonly type: "open"; readonly desks: readonly DeskTaken[] }
  | { readonly type: "take-desk"; readonly desk: number; readonly conseiller?: string }
  | { readonly type: "add-visit"; readonly visit: string; readonly topic?: string; readonly language?: string; readonly priority?: boolean; readonly card?: number; readonly joinedAt?: Instant }
  | { readonly type: "check-in"; readonly appointment: string; readonly visit: string }
  | { readonly type: "prioritise"; readonly visit: string }
  | { readonly type: "call-next"; readonly desk: number }
  | { readonly type: "call"; readonly visit: string; readonly desk: number; readonly override?: Override }
  | { readonly type: "start"; readonly visit: string }
  | { readonly type: "finish"; readonly visit: string }
  | { readonly type: "absent"; readonly visit: string }
  | { readonly type: "leave"; readonly visit: string; readonly by: "resident" | "staff" }
  | { readonly type: "undo"; readonly command: string };

export type DeskTaken = { readonly desk: number; readonly conseiller?: string };

export type Command = Envelope & Act;
export type CommandType = Act["type"];

/** The command of one type, as its deed receives it. */
export type CommandOf<Type extends CommandType> = Extract<Command, { readonly type: Type }>;
