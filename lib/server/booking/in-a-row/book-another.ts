import type { BookingRequest } from "#lib/booking/booking-request.ts";
import { MOST_IN_A_ROW } from "#lib/booking/hours-in-a-row.ts";
import type { ResidentAppointment } from "#lib/booking/resident-appointment.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import { transaction } from "#lib/server/db.ts";
import { secretOfFormKey } from "#lib/server/booking/book.ts";
import { appointmentOfSecret } from "#lib/server/booking/open-appointment.ts";
import { CONTACT_OF } from "#lib/server/schedule/who-is-to-be-told.ts";
import { bookNext, type BookNextRefusal } from "./book-next.ts";

/** Whoever comes along: their first name, if it is told, and their topic; that of the first person without one. */
export type Another = { readonly name?: string; readonly topic?: string; readonly language?: string };

/**
 * « Encore quelqu’un »: whoever holds the link of an appointment books the next free hour of the same half-day after
 * those they have there, for one more person on the same contact, which is told of both. The contact limit stays. The
 * same form twice books once, and answers nothing then. Refused as `bookNext`; `not-found`; `state-changed` for one
 * that is not booked any more; `too-many-appointments` also after six in a row.
 */
export async function bookAnother(
  secret: string,
  { topic, ...person }: Another,
  key: string,
): Promise<Result<ResidentAppointment | undefined, BookNextRefusal>> {
  const opened = await appointmentOfSecret(secret);
  if (!opened) return refuse("not-found");
  if (opened.state !== "booked") return refuse("state-changed");
  if ((await secretOfFormKey(key)) !== undefined) return accept(undefined);
  const party = await partyOf(opened.id);
  if (party.size >= MOST_IN_A_ROW) return refuse("too-many-appointments");
  const wish: Omit<BookingRequest, "start"> = {
    topics: topic === undefined ? opened.topics : [topic],
    onBehalfOf: true,
    ...person,
    ...party.contact,
    ...(party.byHelper && { byHelper: true }),
  };
  return bookNext(
    { ...wish, permanence: opened.permanence, party: { id: party.id, rank: party.next } },
    party.until,
    key,
  );
}

/**
 * Those booked in a row with this appointment, which is the first of them from now on if it stood alone. `until`: when
 * their last hour at its half-day ends.
 */
async function partyOf(appointment: string) {
  return transaction(async (tx) => {
    await tx.$executeRaw`UPDATE appointment SET party_id = id, party_rank = 0 WHERE id = ${appointment}::uuid AND party_id IS NULL`;
    const [row] = await tx.$queryRaw<
      {
        readonly id: string;
        readonly next: number;
        readonly size: number;
        readonly until: Date;
        readonly byHelper: boolean;
        readonly phone: string | null;
        readonly email: string | null;
        readonly prefersCall: boolean | null;
      }[]
    >`
      SELECT a.party_id::text AS id, a.by_helper AS "byHelper", c.phone, c.email, c.prefers_call AS "prefersCall", row.*
      FROM appointment a LEFT JOIN ${CONTACT_OF} CROSS JOIN LATERAL (
        SELECT (max(o.party_rank) + 1)::int AS next, (count(*) FILTER (WHERE o.state = 'booked'))::int AS size,
          max(o.ends_at) FILTER (WHERE o.state = 'booked' AND o.permanence_id = a.permanence_id) AS until
        FROM appointment o WHERE o.party_id = a.party_id) AS row
      WHERE a.id = ${appointment}::uuid`;
    if (!row) throw new Error("The appointment is gone.");
    const { id, next, size, until, byHelper, phone, email, prefersCall } = row;
    const contact = {
      ...(phone !== null && { phone }),
      ...(email !== null && { email }),
      ...(prefersCall && { prefersCall: true as const }),
    };
    return { id, next, size, byHelper, contact, until: momentOf(until) };
  }, "service");
}

const momentOf = (date: Date): Instant => instant(date.getTime());
