import { db } from "../db.ts";
import { secretOf } from "../secrets.ts";
import { BOOKING_SCOPE } from "./book.ts";

/** The secret of the appointment that a form with this key (a UUID) has booked. Only who sent that form knows the key. */
export async function secretOfFormKey(key: string): Promise<string | undefined> {
  const kept = await db.idempotencyKey.findUnique({
    where: { scope_key: { scope: BOOKING_SCOPE, key } },
    select: { outcomeId: true },
  });
  const held =
    kept &&
    (await db.appointment.findUnique({ where: { id: kept.outcomeId }, select: { id: true, generation: true } }));
  return held ? secretOf("appointment", held.id, held.generation) : undefined;
}
