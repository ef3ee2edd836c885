import { environment } from "#lib/server/env.ts";
import { refuseFailures } from "./checks/refuse-failures.ts";
import { startNode, type Child, type Settings } from "./child.ts";
import { CommandError } from "./command-error.ts";
import { dataFolder } from "./database.ts";
import { prepareDatabase } from "./prepare-database.ts";
import { runScript } from "./run-script.ts";
import { purposeOf, settingsOf } from "./settings.ts";
import { keepDatabase } from "./supervisor/keep-database.ts";
import { supervise, type Supervised } from "./supervisor/supervise.ts";

/**
 * `npm run worker`: runs the jobs (erasing, writing the dates ahead) in a process of its own and keeps it running,
 * until it is stopped. The served application runs them too; this process is for installations where it may be stopped.
 */
await runScript(async () => {
  const purpose = purposeOf(environment["APP_ENV"]);
  const database = await refuseFailures({ command: "worker", purpose, environment, folder: dataFolder() });
  const databaseFails = keepDatabase(database);
  await prepareDatabase(database, purpose);
  const settings = await settingsOf(database, purpose === "production" ? purpose : "demo");
  const worker = workerWith({ ...settings, APP_ENV: purpose });
  await worker.start();
  return Promise.race([databaseFails, supervise(worker)]);
});

/** The process that runs the jobs, not started yet. */
function workerWith(settings: Settings): Supervised {
  let child: Child | undefined;
  let stopped = false;
  return {
    name: "The worker",
    start: async () => {
      if (stopped) throw new CommandError("The command is ending.");
      child = startNode(["--conditions=react-server", "scripts/worker-process.ts"], settings, false, true);
      if (!(await child.ready))
        throw new CommandError(`The worker did not get ready. Its process ${(await child.end).how}`);
    },
    ended: async () => (child ? (await child.end).how : "was not started."),
    stop: async () => {
      stopped = true;
      await child?.stop();
    },
  };
}
