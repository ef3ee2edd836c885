import type { DemoAddresses } from "#scripts/demo-addresses.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { transaction } from "#lib/server/db.ts";
import { demoAddresses } from "./demo-addresses.ts";
import { ensureOpenLine } from "./open-line.ts";
import { seedOrganisations, seedShare } from "./seed-organisations.ts";
import { seedWeekly } from "./seed-weekly.ts";

/** Fills the database with the demo's data, or brings it up to date with today; returns the demo's addresses. */
export async function seedDatabase(): Promise<DemoAddresses> {
  const now = clock.now();
  await transaction(seedOrganisations, "service");
  await transaction((tx) => seedShare(tx, toDate(now)), "service");
  await seedWeekly(now);
  return demoAddresses(await ensureOpenLine());
}
