import { clock, toDate } from "../../lib/server/clock.ts";
import { db, transaction } from "../../lib/server/db.ts";
import { demoAddresses } from "./demo-addresses.ts";
import { ensureOpenLine } from "./open-line.ts";
import { seedOrganisations, seedShare } from "./seed-organisations.ts";
import { seedWeekly } from "./seed-weekly.ts";

/** Fills the database of DATABASE_URL with the demo's data, or brings it up to date with today; prints the demo's addresses as JSON. */
const now = clock.now();
await transaction(seedOrganisations);
await transaction((tx) => seedShare(tx, toDate(now)));
await seedWeekly(now);
const permanence = await ensureOpenLine();
console.log(JSON.stringify(await demoAddresses(permanence)));
await db.$disconnect();
