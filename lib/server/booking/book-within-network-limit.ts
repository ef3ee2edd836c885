import { refuse, type Result } from "#lib/result.ts";
import { sharedAddressOf } from "#lib/server/edge/hashed-address.ts";
import { consume, giveBack } from "#lib/server/edge/rate-limit.ts";
import { noteOrigin } from "./many-at-once.ts";

/**
 * Books for somebody who is not signed in, within what one network address may book in a day (docs/booking.md#robots).
 * The address of a carrier or a library is many people’s, so whoever is over it is told to call or come, as where the
 * online share is used up: `only-by-team`. Counted before it is booked, so that many at once are counted too; given
 * back when nothing was booked. From where it was booked is noted (`noteOrigin`).
 */
export async function bookWithinNetworkLimit<Booked extends Result<{ readonly id: string } | undefined, string>>(
  headers: Pick<Headers, "get">,
  book: () => Promise<Booked>,
): Promise<Booked | { readonly ok: false; readonly refusal: "only-by-team" }> {
  const who = sharedAddressOf(headers);
  if ((await consume("bookings", who)) !== undefined) return refuse("only-by-team");
  let isBooked = false;
  try {
    const booked = await book();
    isBooked = booked.ok;
    if (booked.ok && booked.value) await noteOrigin(booked.value.id, headers);
    return booked;
  } finally {
    if (!isBooked) await giveBack("bookings", who);
  }
}
