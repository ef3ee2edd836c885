import type { WireFollow, WireLiveBoard } from "#lib/wire/board.ts";
import type { Followed } from "./follow-words.ts";
import { hasEnded } from "./has-ended.ts";

/** What the page of a number shows after one more board. `gone`: she waited when last heard of, and is no longer on the board. */
export function followedAfter(
  before: Followed,
  board: WireLiveBoard,
  number: number,
): { readonly followed: Followed; readonly gone: boolean } {
  const { version, alive, message, suspended = false, withTeam, asOf } = board;
  if (version < before.version) return { followed: before, gone: false };
  const told = { version, alive, message, suspended, withTeam, asOf };
  const follow = board.follows.find((one) => one.number === number);
  if (follow) return { followed: { ...told, follow, uncalled: isUncalled(before, follow) }, gone: false };
  return { followed: { ...before, ...told }, gone: version > before.version && !hasEnded(before.follow.state) };
}

/** Only a call that is taken back leads from the call to waiting. It is said for as long as her place stays what it was. */
const isUncalled = ({ follow: was, uncalled = false }: Followed, follow: WireFollow): boolean =>
  follow.state === "waiting" && (was.state === "called" || (uncalled && placeOf(was) === placeOf(follow)));

const placeOf = ({ ahead, awayUntil, letPast }: WireFollow): string => JSON.stringify([ahead, awayUntil, letPast]);
