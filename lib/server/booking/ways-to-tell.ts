import type { WaysToTell } from "../../booking/disruption.ts";
import type { Tx } from "../db.ts";

type Count = { readonly phone: number; readonly email: number; readonly none: number };

/** By which way the people of these appointments left word: how many a telephone, how many only an e-mail address, how many neither. One statement. */
export async function waysToTell(
  tx: Pick<Tx, "$queryRaw">,
  appointments: readonly string[],
): Promise<Omit<WaysToTell, "onSite">> {
  const [row] = await tx.$queryRaw<Count[]>`
    SELECT
      count(*) FILTER (WHERE c.phone IS NOT NULL)::int AS phone,
      count(*) FILTER (WHERE c.phone IS NULL AND c.email IS NOT NULL)::int AS email,
      count(*) FILTER (WHERE c.phone IS NULL AND c.email IS NULL)::int AS none
    FROM appointment a
      LEFT JOIN appointment_contact c ON c.appointment_id = a.id AND c.day = (a.ends_at AT TIME ZONE 'UTC')::date
    WHERE a.id = ANY (${[...appointments]}::uuid[])`;
  return row ?? { phone: 0, email: 0, none: 0 };
}
