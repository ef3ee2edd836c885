import { accept, refuse, type Result } from "#lib/result.ts";
import type { PeopleToBook } from "#lib/booking/hours-in-a-row.ts";
import type { Instant } from "#lib/time/instant.ts";
import { db } from "#lib/server/db.ts";
import { bookNext, type BookNextRefusal } from "#lib/server/booking/in-a-row/book-next.ts";
import { referrerOfSecret } from "./referrer.ts";

/** What was booked: the id of all of them, and for how many of those who were asked for. */
export type BookedPeople = { readonly party: string; readonly booked: number };

/**
 * A structure books for people one after the other, from the first free hour of a half-day on. Whoever has a telephone
 * of their own is told themselves; the others are told by the structure. Where the hours do not suffice the first ones
 * are booked, and how many is said. The same key (a UUID) books once. Refused, when nobody was booked, as `bookNext`;
 * `not-found` for an address that opens nothing; `too-many-appointments` once it holds as many as it may.
 */
export async function bookPeople(
  secret: string,
  { permanence, topic, language, people }: PeopleToBook,
  party: string,
): Promise<Result<BookedPeople, BookNextRefusal>> {
  const referrer = await referrerOfSecret(secret);
  if (!referrer) return refuse("not-found");
  const earlier = await db.appointment.count({ where: { partyId: party, referrerId: referrer.id } });
  if (earlier > 0) return accept({ party, booked: earlier });
  const { phone, email } = referrer;
  let from: Instant | undefined;
  let rank = 0;
  for (const { name, phone: own } of people) {
    const contact = own === undefined ? { phone, email, byHelper: true as const } : { phone: own, language };
    const told = Object.fromEntries(Object.entries(contact).filter(([, value]) => value !== undefined));
    const booked = await bookNext(
      {
        permanence,
        topics: [topic],
        onBehalfOf: true,
        ...(name !== undefined && { name }),
        ...told,
        referrer: referrer.id,
        party: { id: party, rank },
      },
      from,
    );
    if (!booked.ok) {
      // The same form was sent at the same moment: what it books is shown.
      if (rank > 0 || booked.refusal === "state-changed") break;
      return booked;
    }
    from = booked.value.span.end;
    rank += 1;
  }
  return accept({ party, booked: rank });
}
