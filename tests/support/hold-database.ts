import { startEmbedded } from "#scripts/embedded-database.ts";
import { runScript } from "#scripts/run-script.ts";

/** A command that holds the database of the folder it is given until it receives a signal to end, as `npm run demo` does. */
await runScript(async () => {
  await startEmbedded({ folder: process.argv[2] ?? "", settings: ["fsync=off"] });
  console.log("ready");
  setInterval(() => undefined, 60_000);
  return new Promise<never>(() => undefined);
});
