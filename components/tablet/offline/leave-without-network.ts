import { LEAVE_ANYWAY } from "#lib/wire/queue/leave-anyway.ts";
import { forgetEverything, hasLeft, readKeptHalfDays } from "./kept-half-days.ts";

/**
 * Signs out while the server does not answer: what the device keeps is wiped at once, but for unsent acts, and the page
 * of `list` says that nobody is signed in. The login itself is in a cookie that no script can read; it ends when
 * `leave` was posted, which the worker, that page and the sign-in page do as soon as the server answers; also where no
 * code could be sent for coming back.
 */
export async function leaveWithoutNetwork(leave: string, list: string): Promise<void> {
  await forgetEverything(leave.includes("?") ? leave : `${leave}?${LEAVE_ANYWAY}`);
  location.assign(list);
}

/** Posts a sign-out of before, if there is one; whether the server was told now. */
export async function tellOfLeaving(): Promise<boolean> {
  const { leaving } = await readKeptHalfDays();
  if (leaving === undefined) return false;
  const answer = await fetch(leaving, { method: "POST", redirect: "manual" }).catch(() => undefined);
  if (!answer || (answer.type !== "opaqueredirect" && !answer.ok)) return false;
  await hasLeft();
  return true;
}
