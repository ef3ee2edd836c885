import { ensureDatabase } from "./database.ts";
import { printAddresses } from "./demo-addresses.ts";
import { prepareDatabase } from "./prepare-database.ts";
import { runScript } from "./run-script.ts";
import { seedDemo } from "./seed-demo.ts";
import { chosenPort, serve } from "./serve.ts";
import { settingsOf } from "./settings.ts";

/** `npm run dev`: the application from its sources, on the demo's data; a saved file shows at once. */
await runScript(async () => {
  const port = await chosenPort();
  const database = await ensureDatabase();
  await prepareDatabase(database, "demo");
  const settings = await settingsOf(database, "demo");
  const addresses = await seedDemo(settings);
  const served = await serve("dev", port, settings);
  printAddresses(served.url, addresses);
  return (await served.end).code;
});
