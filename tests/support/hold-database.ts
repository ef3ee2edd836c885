import { startEmbedded } from "#scripts/embedded-database.ts";
import { runScript } from "#scripts/run-script.ts";
import { supervise } from "#scripts/supervisor/supervise.ts";

/**
 * A command that keeps the database of the folder it is given running until it receives a signal to end, as `npm run
 * demo` does. Prints the database's address.
 */
await runScript(async () => {
  const server = await startEmbedded({ folder: process.argv[2] ?? "", settings: ["fsync=off"] });
  const failed = supervise({ name: "The database", ...server });
  console.log(server.serverUrl);
  setInterval(() => undefined, 60_000);
  return failed;
});
