import { db } from "#lib/server/db.ts";
import { seedDatabase } from "./seed-database.ts";

/** Seeds the database of DATABASE_URL and prints the demo's addresses as JSON. */
console.log(JSON.stringify(await seedDatabase()));
await db.$disconnect();
