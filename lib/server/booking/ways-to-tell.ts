import type { WaysToTell } from "../../booking/disruption.ts";
import { waysTo } from "../../booking/person-to-tell.ts";
import type { Instant } from "../../time/instant.ts";
import { toDate } from "../clock.ts";
import type { Tx } from "../db.ts";
import { CONTACT_OF, IS_TO_BE_TOLD, NOBODY_CAME } from "../schedule/people-to-tell.ts";

/**
 * Whom an act would leave to be told. `permanences`: the half-days that it concerns; `notHeld`: those of them that are not held then; `added`: appointments
 * that it puts on a list besides; `freed`: held hours that end with it, besides those of half-days that are not held: their offers are no news any more; `waiting`: how many have a number where they are told on site.
 */
export type Telling = {
  readonly permanences: readonly string[];
  readonly notHeld: readonly string[];
  readonly added: readonly string[];
  readonly freed: readonly string[];
  readonly waiting: number;
};

/**
 * By which way people would be told once an act is written, and are told afterwards: everybody whom the lists of its half-days have already (docs/booking.md#who-is-to-be-told)
 * and everybody whom it adds, counted as the list counts them. One statement.
 */
export async function waysToTell(
  tx: Pick<Tx, "$queryRaw">,
  { permanences, notHeld, added, freed, waiting }: Telling,
  now: Instant,
): Promise<WaysToTell> {
  const people = await tx.$queryRaw<{ readonly phone: string | null; readonly email: string | null }[]>`
    SELECT c.phone, c.email
    FROM appointment a JOIN permanence p ON p.id = a.permanence_id LEFT JOIN ${CONTACT_OF}
    WHERE a.permanence_id = ANY (${[...permanences]}::uuid[]) AND ${NOBODY_CAME} AND (
      a.id = ANY (${[...added]}::uuid[])
      OR (${IS_TO_BE_TOLD} AND NOT (a.state = 'booked' AND p.closed_at IS NULL AND EXISTS (
        SELECT FROM appointment_offer o JOIN appointment h ON h.id = o.hold_id
        WHERE o.appointment_id = a.id AND (h.id = ANY (${[...freed]}::uuid[]) OR h.permanence_id = ANY (${[...notHeld]}::uuid[])))))
      OR (a.permanence_id = ANY (${[...notHeld]}::uuid[]) AND a.state = 'booked' AND ${toDate(now)} < greatest(a.ends_at, a.expected_at)))`;
  return waysTo(people, waiting);
}
