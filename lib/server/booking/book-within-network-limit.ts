import { sharedAddressOf } from "../edge/hashed-address.ts";
import { consume, giveBack, type TooOften } from "../edge/rate-limit.ts";

/**
 * Books for somebody who is not signed in, within what one network address may book in an hour: a contact is invented
 * as often as one likes, and none is needed, so the contact limit alone keeps no robot out (docs/booking.md#robots).
 * Counted before it is booked, so that many at once are counted too; given back when nothing was booked.
 */
export async function bookWithinNetworkLimit<Booked extends { readonly ok: boolean }>(
  headers: Pick<Headers, "get">,
  book: () => Promise<Booked>,
): Promise<Booked | TooOften> {
  const who = sharedAddressOf(headers);
  const seconds = await consume("bookings", who);
  if (seconds !== undefined) return { ok: false, refusal: "too-many-requests", seconds };
  let isBooked = false;
  try {
    const booked = await book();
    isBooked = booked.ok;
    return booked;
  } finally {
    if (!isBooked) await giveBack("bookings", who);
  }
}
