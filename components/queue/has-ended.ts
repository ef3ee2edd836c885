import type { WireFollow } from "#lib/wire/board.ts";

/** Whether the visit is over, in whichever way: nothing of it changes any more, and one may go on to something else. */
export const hasEnded = (state: WireFollow["state"]): boolean =>
  state === "done" || state === "left" || state === "redirected" || state === "unserved";
