import { assertNever } from "#lib/result.ts";
import { SECOND, type Instant } from "#lib/time/instant.ts";
import type { AccessLoss } from "./line-server.ts";

/**
 * Why the server cannot be used, as the last exchange showed it, and since when one fails. `unreachable`: no answer of
 * this application. `busy`: it asks to try again later. `away`: it says that it has lost its database.
 */
export type Trouble = { readonly why: "unreachable" | "busy" | "away"; readonly since: Instant };

/** What the exchanges with the server showed; each part is absent while all is well. */
export type Exchanges = {
  /** Of reading the line. */
  readonly reading?: Trouble;
  /** Of the live stream: since when neither board nor beat came. The line is read every 5 seconds meanwhile. */
  readonly following?: Trouble;
  /** When the line was last read; since the server said that it has lost its database, while it says so. */
  readonly readAt?: Instant;
  /** Of sending acts. */
  readonly sending?: Trouble;
  readonly accessLost?: AccessLoss;
  /** The device itself says that it has no network. */
  readonly noNetwork?: true;
};

/**
 * The one truth about the connection, from which the tag and the sentence below it are written. `kept`: how many acts
 * the server has not answered. `saved`: it has answered all of them, and what is shown is as new as its own.
 * `not-followed`: what is shown may be 5 seconds old, since changes are not announced and the line is read instead;
 * `kept` counts only acts that wait long. Until the line has been read once, a stream that was just lost changes
 * nothing.
 */
export type Connection =
  | { readonly state: "saved" }
  | { readonly state: "sending" | "not-followed" | "busy" | AccessLoss; readonly kept: number }
  | { readonly state: "no-network" | "no-answer" | "server-away"; readonly kept: number; readonly since: Instant };

/** Milliseconds. On good Wi-Fi an act is answered well within a second; only a longer wait is mentioned. */
export const SLOW_ANSWER = 2 * SECOND;

/** Milliseconds for which a server is called busy; after them it counts as not answering. */
const BUSY_AT_MOST = 10 * SECOND;

/**
 * Milliseconds since the line was last known, after which it is not called fresh: nothing older than 15 seconds is
 * shown as true.
 */
const FRESH_FOR = 14 * SECOND;

/** The connection at that moment. `waiting`: the moments of the acts without an answer, the oldest first. */
export function connectionOf(
  { reading, sending, following, readAt, accessLost, noNetwork }: Exchanges,
  waiting: readonly Instant[],
  now: Instant,
): Connection {
  const kept = waiting.length;
  const [oldest] = waiting;
  if (accessLost !== undefined) return { state: accessLost, kept };
  const unread =
    following && !isReadInstead(following, readAt, now) && !isAnswered(following, reading) ? following : undefined;
  const trouble = worse(worse(reading, unread), kept > 0 ? sending : undefined);
  if (trouble) return ofTrouble(trouble, noNetwork ?? false, kept, now);
  const isSlow = oldest !== undefined && now - oldest > SLOW_ANSWER;
  if (following && isReadSince(following, readAt)) return { state: "not-followed", kept: isSlow ? kept : 0 };
  return isSlow ? { state: "sending", kept } : { state: "saved" };
}

/**
 * Whether readings keep the line fresh while the stream is lost. A stream that was cut was heard until `since`; one
 * that says that nothing is known (`away`) brought nothing.
 */
function isReadInstead({ why, since }: Trouble, readAt: Instant | undefined, now: Instant): boolean {
  const known = Math.max(readAt ?? -Infinity, why === "away" ? -Infinity : since);
  return now - known < FRESH_FOR;
}

/**
 * Whether readings are answered, though not with the line: that the stream is silent says nothing of the server then.
 */
const isAnswered = ({ why }: Trouble, reading: Trouble | undefined): boolean =>
  why === "unreachable" && reading !== undefined && reading.why !== "unreachable";

/**
 * Whether the line was read since the stream is lost. No reading of before the server said that nothing is known is
 * kept.
 */
const isReadSince = ({ why, since }: Trouble, readAt: Instant | undefined): boolean =>
  readAt !== undefined && (why === "away" || readAt >= since);

function ofTrouble({ why, since }: Trouble, noNetwork: boolean, kept: number, now: Instant): Connection {
  switch (why) {
    case "unreachable":
      return { state: noNetwork ? "no-network" : "no-answer", kept, since };
    case "busy":
      return now - since < BUSY_AT_MOST ? { state: "busy", kept } : { state: "server-away", kept, since };
    case "away":
      return { state: "server-away", kept, since };
    default:
      return assertNever(why);
  }
}

/** From the least to the worst: what the server says of itself is more than that it does not answer. */
const ORDER = ["busy", "unreachable", "away"] as const satisfies readonly Trouble["why"][];

/** One trouble of two: the worse reason, since the earlier moment. */
function worse(one: Trouble | undefined, other: Trouble | undefined): Trouble | undefined {
  if (!one || !other) return one ?? other;
  const why = ORDER.indexOf(one.why) > ORDER.indexOf(other.why) ? one.why : other.why;
  return { why, since: one.since < other.since ? one.since : other.since };
}

/** The trouble after one more failure: the newest reason, since the first. */
export const troubleAfter = (before: Trouble | undefined, { why, since }: Trouble): Trouble => ({
  why,
  since: before && before.since < since ? before.since : since,
});

/** Whether acts that need the server are disabled. */
export const isOffline = ({ state }: Connection): boolean =>
  state !== "saved" && state !== "sending" && state !== "not-followed" && state !== "busy";

/** Whether no page of the server can be loaded. */
export const isOutOfReach = ({ state }: Connection): boolean =>
  state === "no-network" || state === "no-answer" || state === "server-away";
