import { ensureDatabase } from "./database.ts";
import { migrateDatabase } from "./migrate-database.ts";
import { runScript } from "./run-script.ts";
import { chosenPort, serve } from "./serve.ts";
import { seedDemo } from "./seed-demo.ts";

/** `npm run dev`: the application from its sources, on the demo's data; a saved file shows at once. */
await runScript(async () => {
  const port = await chosenPort();
  const database = await ensureDatabase();
  await migrateDatabase(database.url);
  const settings = { DATABASE_URL: database.url, APP_ENV: "demo" };
  await seedDemo(settings);
  const served = await serve("dev", port, settings);
  return (await served.end).code;
});
