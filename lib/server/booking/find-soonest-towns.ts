import { MINUTE, type Instant } from "../../time/instant.ts";
import { clock } from "../clock.ts";
import { db } from "../db.ts";
import { takesAppointments } from "./find-soonest-half-days.ts";

/** Every view of the page asks, and the answer changes about once a week; with 2,400 places it costs 20 ms. */
const KEPT_FOR = MINUTE;

let kept: { readonly at: Instant; readonly towns: Promise<readonly string[]> } | undefined;

/** The towns in which a half-day of the next four weeks takes appointments, full or not, in no order; kept a minute. */
export function findSoonestTowns(): Promise<readonly string[]> {
  const now = clock.now();
  if (kept && Math.abs(now - kept.at) < KEPT_FOR) return kept.towns;
  const towns = loadTowns(now);
  kept = { at: now, towns };
  towns.catch(() => (kept = undefined));
  return towns;
}

async function loadTowns(now: Instant): Promise<readonly string[]> {
  const rows = await db.$queryRaw<{ readonly city: string }[]>`
    SELECT DISTINCT l.city FROM place l WHERE EXISTS (SELECT 1 FROM permanence p WHERE p.place_id = l.id AND ${takesAppointments(now)})`;
  return rows.map(({ city }) => city);
}
