import { buildWhenChanged } from "#scripts/build-application.ts";
import { DIST_DIR } from "./start-app.ts";
import startDatabase from "./start-database.ts";

/**
 * Before the browser tests: builds the application when its sources changed, once for the two files that run side by
 * side, and starts their database server.
 */
export default async function buildAndStart(): Promise<void> {
  await buildWhenChanged(DIST_DIR);
  await startDatabase();
}
