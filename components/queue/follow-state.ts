import type { WireFollow, WireLiveBoard } from "#lib/wire/board.ts";

/** What the page of one number shows at a moment. `asOf` in ISO 8601 with the place's offset. `withTeam`: how many are at the tables. `uncalled`: her call was taken back, and nothing has changed for her since. */
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

/** What the page of a number shows after one more board. `gone`: she waited when last heard of, and is no longer on the board. */
export function followAfterBoard(
  before: FollowState,
  board: WireLiveBoard,
  number: number,
): { readonly followed: FollowState; readonly gone: boolean } {
  const { version, alive, message, suspended = false, withTeam, asOf } = board;
  if (version < before.version) return { followed: before, gone: false };
  const told = { version, alive, message, suspended, withTeam, asOf };
  const follow = board.follows.find((one) => one.number === number);
  if (follow) return { followed: { ...told, follow, uncalled: isUncalled(before, follow) }, gone: false };
  return { followed: { ...before, ...told }, gone: version > before.version && !hasEnded(before.follow.state) };
}

/** Only a call that is taken back leads from the call to waiting. It is said for as long as her place stays what it was. */
const isUncalled = ({ follow: was, uncalled = false }: FollowState, follow: WireFollow): boolean =>
  follow.state === "waiting" && (was.state === "called" || (uncalled && placeOf(was) === placeOf(follow)));

const placeOf = ({ ahead, awayUntil, letPast }: WireFollow): string => JSON.stringify([ahead, awayUntil, letPast]);

/** Whether the visit is over, in whichever way: nothing of it changes any more, and one may go on to something else. */
export const hasEnded = (state: WireFollow["state"]): boolean =>
  state === "done" || state === "left" || state === "redirected" || state === "unserved";
