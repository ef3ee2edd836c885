import type pg from "pg";
import { toDate } from "#lib/server/clock.ts";
import type { Instant } from "#lib/time/instant.ts";

/**
 * A device of a half-day that may hold acts which were not sent: `last`, its last exchange at which everything had been
 * received (docs/without-network.md#offline), and `until`, how long it may have been used after that; both in the
 * place's time.
 */
export type SilentDevice = {
  readonly place: string;
  readonly starts: string;
  readonly device: string;
  readonly last: string;
  readonly until: string;
};

/**
 * The devices of the half-days since two days before `now` whose last exchange with somebody's acts came before the end
 * of the half-day, and more than three minutes ago. Only the device knows whether it holds acts: one that was put away
 * early is among them, one that was used without ever reaching the server since two hours before the half-day is not:
 * devices read half-days ahead, and most of them stay in a bag (docs/without-network.md#opens-without-network).
 */
export async function silentDevices(client: pg.ClientBase, now: Instant): Promise<readonly SilentDevice[]> {
  const { rows } = await client.query<SilentDevice>(
    `SELECT place.name AS place, to_char(p.starts_at AT TIME ZONE p.time_zone, 'YYYY-MM-DD HH24:MI') AS starts, e.device,
       to_char(min(e.at) AT TIME ZONE p.time_zone, 'HH24:MI') AS last,
       to_char(least(coalesce(p.closed_at, p.ends_at), $1) AT TIME ZONE p.time_zone, 'HH24:MI') AS until
     FROM device_exchange e JOIN permanence p ON p.id = e.permanence_id JOIN place ON place.id = p.place_id
     WHERE p.starts_at <= $1 AND p.starts_at > $1::timestamptz - interval '2 days' AND p.status IN ('open', 'closed')
       AND e.at >= p.starts_at - interval '2 hours'
       AND e.at < least(coalesce(p.closed_at, p.ends_at), $1::timestamptz - interval '3 minutes')
     GROUP BY place.name, p.id, e.device ORDER BY p.starts_at, place.name, e.device`,
    [toDate(now).toISOString()],
  );
  return rows;
}
