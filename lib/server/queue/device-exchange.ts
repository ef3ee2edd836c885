import { Prisma } from "#prisma/generated/client.ts";
import type { Actor } from "../../access/actor.ts";
import { exchangeOfReading } from "../../queue/reception.ts";
import { instant, SECOND, type Instant } from "../../time/instant.ts";
import { clock, toDate } from "../clock.ts";
import { db } from "../db.ts";

/** A reading this soon after the last exchange writes nothing: the line may be read every 5 seconds, and a heartbeat comes each minute. */
const SOON = 50 * SECOND;

export type StaffActor = Actor & { readonly kind: "staff" };

/** SQL: the last exchanges of this person at the half-day `p`, by device, in milliseconds since 1970. */
export const exchangesOf = ({ user }: StaffActor): Prisma.Sql => Prisma.sql`
  (SELECT jsonb_object_agg(device, round(extract(epoch FROM at) * 1000)) FROM device_exchange WHERE permanence_id = p.id AND user_id = ${user}::uuid)`;

/** Records that everything which this person did on the device until `at` has been received. Locks nothing of the line. */
export async function recordExchange(
  permanenceId: string,
  { user }: StaffActor,
  device: string,
  at: Instant,
): Promise<void> {
  await write(permanenceId, user, device, at, instant(at - 1));
}

/**
 * Records that a device which had sent all acts of this person has read the line now. Written at most every 50 seconds.
 */
export async function recordReading(permanenceId: string, { user }: StaffActor, device: string): Promise<void> {
  const at = exchangeOfReading(clock.now());
  await write(permanenceId, user, device, at, instant(at - SOON));
}

/** Writes unless a later exchange than `known` stands there. */
const write = (
  permanenceId: string,
  user: string,
  device: string,
  at: Instant,
  known: Instant,
): Promise<unknown> => db.$executeRaw`
  INSERT INTO device_exchange (permanence_id, device, user_id, at)
  SELECT ${permanenceId}::uuid, ${device}, ${user}::uuid, ${toDate(at)}::timestamptz
  WHERE NOT EXISTS (
    SELECT FROM device_exchange
    WHERE permanence_id = ${permanenceId}::uuid AND user_id = ${user}::uuid AND device = ${device} AND at > ${toDate(known)}::timestamptz)
  ON CONFLICT (permanence_id, user_id, device) DO UPDATE SET at = greatest(device_exchange.at, excluded.at)`;
