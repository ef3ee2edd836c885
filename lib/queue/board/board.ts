import type { Instant } from "../../time/instant.ts";

/** How long one would wait. Three states, never confused (DESIGN, Waiting time); minutes are multiples of 5. */
export type Wait =
  | { readonly state: "nobody" }
  | { readonly state: "unknown" }
  | { readonly state: "range"; readonly low: number; readonly high: number };

/** The closed list before a number: people arrived, hours of booked people who have not. */
export type Ahead = { readonly people: number; readonly appointments: readonly Instant[] };

export type BeforeClosing = "yes" | "maybe" | "no";

/** What the room reads. No names, no causes. Latest call first, at most four. */
export type Board = {
  readonly version: number;
  readonly called: readonly {
    readonly number: number;
    readonly picture: number;
    readonly desk: number;
    readonly calledAt: Instant;
  }[];
  readonly waiting: number;
  /** How many are called to a table or helped there: why one waits though nobody is before one. Missing when nobody. */
  readonly withTeam?: number;
  readonly wait: Wait;
  readonly message?: string;
  /** A fire drill, a power cut: no number is given and nobody is called until the team goes on. */
  readonly suspended?: true;
  readonly alive: boolean;
  readonly asOf: Instant;
};

/** What one number's follower reads. */
export type Follow = {
  readonly number: number;
  readonly picture: number;
  readonly state: "waiting" | "called" | "absent" | "serving" | "paused" | "done" | "left" | "redirected" | "unserved";
  readonly desk?: number;
  readonly ahead: Ahead;
  readonly wait: Wait;
  readonly beforeClosing: BeforeClosing;
  /** Somebody was let past by the team since this number was given (no cause). */
  readonly letPast: boolean;
  /** « Je reviens »: until when she is not called. */
  readonly awayUntil?: Instant;
  /** The time she went out for is over, and nobody has called her yet. */
  readonly dueBack?: true;
  /** For how many minutes she may go out and keep her place; missing when she may not. */
  readonly minutesAway?: readonly number[];
  /** Called for the last time: whoever misses this call is out of the line. */
  readonly lastCall?: true;
  /** Paused because another table, `desk`, goes on with her. */
  readonly handedOver?: true;
  /** Left because three calls were not answered. */
  readonly unanswered?: true;
};

/** One event of the live stream: the board and every live number, so that a follower fetches nothing on a call. */
export type LiveBoard = Board & { readonly follows: readonly Follow[] };

/** What a person who is not in the line is told of it. */
export type ToldBoard = Pick<Board, "wait" | "suspended" | "alive" | "asOf">;
