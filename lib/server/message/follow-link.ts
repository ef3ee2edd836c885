import { accept, refuse, type Result } from "#lib/result.ts";
import { clock } from "#lib/server/clock.ts";
import { sharedAddressOf } from "#lib/server/edge/hashed-address.ts";
import { consume, giveBack, type TooOften } from "#lib/server/edge/rate-limit.ts";
import { db } from "#lib/server/db.ts";
import { proveContact } from "./prove-contact.ts";
import { openLink, type OpenedLink } from "./short-links.ts";

/**
 * Where the address of a message leads. `by`: a person opens it, or a program beforehand; by a person, that of an
 * appointment proves the contact that it was sent to (docs/booking.md#online-share). Refused: `not-found`, for one that
 * never was and one that is dead alike; `too-many-requests` after twenty wrong ones in an hour from one network
 * address.
 */
export async function followLink(
  secret: string,
  headers: Pick<Headers, "get">,
  by: "person" | "program" = "program",
): Promise<Result<OpenedLink, "not-found"> | TooOften> {
  const address = sharedAddressOf(headers);
  // Counted before it is looked at, so that guesses sent at once are counted too.
  const seconds = await consume("link-tries", address);
  if (seconds !== undefined) return { ok: false, refusal: "too-many-requests", seconds };
  const opened = await openLink(secret.toLowerCase(), clock.now());
  if (!opened) return refuse("not-found");
  await giveBack("link-tries", address);
  if (opened.proves && by === "person")
    await proveContact(db, opened.proves.appointment, opened.proves.what, clock.now());
  return accept(opened);
}
