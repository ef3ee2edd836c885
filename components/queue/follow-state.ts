import type { WireFollow, WireLiveBoard } from "#lib/wire/queue/board.ts";

/**
 * What the page of one number shows at a moment. `asOf`: ISO 8601 with the place's offset. `withTeam`: how many people
 * are at the desks. `uncalled`: the call was undone, and the place in the line has not changed since.
 */
export type FollowState = {
  readonly follow: WireFollow;
  readonly alive: boolean;
  readonly message?: string | undefined;
  readonly suspended?: boolean;
  readonly withTeam?: number | undefined;
  readonly asOf: string;
  readonly version: number;
  readonly uncalled?: boolean;
};

/** `gone`: the number waited at its last board and has been on none since. */
export type FollowedNumber = { readonly followed: FollowState; readonly gone: boolean };

/** The state after one more board. */
export function followAfterBoard(
  { followed: before, gone }: FollowedNumber,
  board: WireLiveBoard,
  number: number,
): FollowedNumber {
  const { version, alive, message, suspended = false, withTeam, asOf } = board;
  if (version < before.version) return { followed: before, gone };
  const news = { version, alive, message, suspended, withTeam, asOf };
  const follow = board.follows.find((one) => one.number === number);
  if (follow) return { followed: { ...news, follow, uncalled: isUncalled(before, follow) }, gone: false };
  return {
    followed: { ...before, ...news },
    gone: gone || (version > before.version && !hasEnded(before.follow.state)),
  };
}

/** Only an undone call leads from called to waiting. It is mentioned until the place in the line changes. */
const isUncalled = ({ follow: was, uncalled = false }: FollowState, follow: WireFollow): boolean =>
  follow.state === "waiting" && (was.state === "called" || (uncalled && placeOf(was) === placeOf(follow)));

const placeOf = ({ ahead, awayUntil, letPast, cameBack, withoutNetwork }: WireFollow): string =>
  JSON.stringify([ahead, awayUntil, letPast, cameBack, withoutNetwork]);

/** Whether the visit is over, in any way. */
export const hasEnded = (state: WireFollow["state"]): boolean =>
  state === "done" || state === "left" || state === "redirected" || state === "unserved";

/**
 * The hours of the closed list as they are said. While the wait is not known nobody can say how many of them come
 * before the number: the next one, and that there are others (`more`), so that the list leaves nobody out.
 */
export const appointmentsToSay = (
  hours: readonly string[],
  wait: { readonly state: WireFollow["wait"]["state"] },
): { readonly hours: readonly string[]; readonly more: boolean } =>
  wait.state === "unknown" && hours.length > 1 ? { hours: hours.slice(0, 1), more: true } : { hours, more: false };
