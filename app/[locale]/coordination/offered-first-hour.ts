import { cache } from "react";
import { staffActor } from "#lib/server/auth/staff-of-page.ts";
import { offeredFirstHour } from "#lib/server/organisation/first-hour/read-first-hour.ts";

/**
 * The guided set-up that whoever is signed in is led back to, read once for the frame and the page; undefined when
 * there is none.
 */
export const offeredToReader = cache(async () => {
  const actor = await staffActor();
  return actor && offeredFirstHour(actor);
});
