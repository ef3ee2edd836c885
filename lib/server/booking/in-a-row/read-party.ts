import { instant, type Instant } from "#lib/time/instant.ts";
import { db } from "#lib/server/db.ts";
import { secretOf } from "#lib/server/secrets.ts";
import { appointmentOfSecret } from "#lib/server/booking/open-appointment.ts";

/** One of several appointments on one contact, as its holder may know it. `code`: as long as it stands and is kept. */
export type OneOfParty = {
  readonly secret: string;
  readonly start: Instant;
  readonly timeZone: string;
  readonly place: string;
  readonly cancelled: boolean;
  readonly code?: string;
};

/**
 * The appointments booked in a row with the one behind this secret, by the hour, that one alone where it stands alone;
 * undefined for any other text.
 */
export async function readParty(secret: string): Promise<readonly OneOfParty[] | undefined> {
  const opened = await appointmentOfSecret(secret);
  if (!opened) return undefined;
  const rows = await db.$queryRaw<
    {
      readonly id: string;
      readonly generation: number;
      readonly startsAt: Date;
      readonly timeZone: string;
      readonly place: string;
      readonly state: string;
      readonly code: string | null;
    }[]
  >`
    SELECT a.id::text, a.generation, a.starts_at AS "startsAt", p.time_zone AS "timeZone", l.name AS place, a.state, a.code
    FROM appointment a JOIN permanence p ON p.id = a.permanence_id JOIN place l ON l.id = a.place_id
    WHERE a.id = ${opened.id}::uuid OR a.party_id = (SELECT party_id FROM appointment WHERE id = ${opened.id}::uuid)
    ORDER BY a.starts_at, a.id`;
  return rows.map(({ id, generation, startsAt, timeZone, place, state, code }) => ({
    secret: secretOf("appointment", id, generation),
    start: instant(startsAt.getTime()),
    timeZone,
    place,
    cancelled: state !== "booked",
    ...(state === "booked" && code !== null && { code }),
  }));
}
