import type { Instant } from "#lib/time/instant.ts";

/** How long one would wait (docs/line.md#waiting-time). `low` and `high` are minutes, multiples of 5. */
export type Wait =
  | { readonly state: "nobody" }
  | { readonly state: "unknown" }
  | { readonly state: "range"; readonly low: number; readonly high: number };

/** The closed list of a number: how many people have arrived, and the hours of booked people who have not. */
export type Ahead = { readonly people: number; readonly appointments: readonly Instant[] };

export type BeforeClosing = "yes" | "maybe" | "no";

/** What the room screen shows (docs/line.md#board). `called`: latest call first, at most four. No name and no cause. */
export type Board = {
  readonly version: number;
  readonly called: readonly {
    readonly number: number;
    readonly picture: number;
    readonly desk: number;
    readonly calledAt: Instant;
    /** Somebody of the team goes to the person, who need not find the desk. */
    readonly toFetch?: true;
  }[];
  readonly waiting: number;
  /** How many are helped at a desk; missing when nobody. It explains a wait when nobody is ahead. */
  readonly withTeam?: number;
  readonly wait: Wait;
  readonly message?: string;
  /** Present while the line is suspended. */
  readonly suspended?: true;
  /** Present while the team alone gives numbers. */
  readonly numbersByTeam?: true;
  /** While suspended: even if the line went on now, somebody who comes would probably not be called before the end. */
  readonly tooLate?: true;
  readonly alive: boolean;
  readonly asOf: Instant;
};

/** How many people wait, and how long a newcomer would wait; 0 and unknown while numbers are not given. */
export type Load = Pick<Board, "waiting" | "wait">;

/** What the page of a number shows. */
export type Follow = {
  readonly number: number;
  readonly picture: number;
  readonly state: "waiting" | "called" | "absent" | "serving" | "paused" | "done" | "left" | "redirected" | "unserved";
  readonly desk?: number;
  readonly ahead: Ahead;
  readonly wait: Wait;
  readonly beforeClosing: BeforeClosing;
  /** From then on they may be called, to five minutes: they are in the room before. Missing once that is near. */
  readonly inRoomBy?: Instant;
  /** The team put somebody in front since this number was given. */
  readonly letPast: boolean;
  /** Somebody whose help had begun, or whose visit had ended, is in line again, before this number. */
  readonly cameBack?: true;
  /** Numbers given without network before this one came to the line since, and are ahead of it. */
  readonly withoutNetwork?: true;
  /** « Je reviens »: not called before this moment. */
  readonly awayUntil?: Instant;
  /** The announced time out is over, and no desk has called yet. */
  readonly dueBack?: true;
  /** For how many minutes the person may go out and keep their place; missing when they may not. */
  readonly minutesAway?: readonly number[];
  /** Somebody of the team goes to the person at their turn. */
  readonly toFetch?: true;
  /** Absent since the numbers of a burst were called once: not called again before they come. */
  readonly missing?: true;
  /** Missing this call ends the visit. */
  readonly lastCall?: true;
  /** Paused until another desk, `desk`, goes on with the help. */
  readonly handedOver?: true;
  /** Left because three calls were not answered. */
  readonly unanswered?: true;
  /** Unserved since the half-day ended automatically: nobody noted what became of the person. */
  readonly notRecorded?: true;
};

/** One message of the live stream: the board and every live number, so that a page has nothing to fetch at a call. */
export type LiveBoard = Board & { readonly follows: readonly Follow[] };

/** What is shown of the line to people who are not in it. */
export type ToldBoard = Pick<Board, "wait" | "suspended" | "numbersByTeam" | "tooLate" | "alive" | "asOf">;
