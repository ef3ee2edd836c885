import { clock, toDate } from "../../lib/server/clock.ts";
import { db, transaction } from "../../lib/server/db.ts";
import { demoDoors } from "./demo-doors.ts";
import { ensureOpenLine } from "./open-line.ts";
import { seedHouses, seedShare } from "./seed-houses.ts";
import { seedWeekly } from "./seed-weekly.ts";

/** Fills the database of DATABASE_URL with the demo's data, or brings it up to today; prints its doors, as JSON. */
const now = clock.now();
await transaction(seedHouses);
await transaction((tx) => seedShare(tx, toDate(now)));
await seedWeekly(now);
const permanence = await ensureOpenLine();
console.log(JSON.stringify(await demoDoors(permanence)));
await db.$disconnect();
