import { environment } from "#lib/server/env.ts";
import { ensureDatabase } from "./database.ts";
import { cleanUpAtEnd } from "./cleanup.ts";
import { prepareDatabase } from "./prepare-database.ts";
import { runScript } from "./run-script.ts";
import { settingsOf } from "./settings.ts";

/**
 * `npm run worker`: runs the jobs (erasing, writing the dates ahead) in a process of its own, until it is stopped. The
 * served application runs them too; this process is for installations where it may be stopped.
 */
await runScript(async () => {
  const database = await ensureDatabase();
  const purpose =
    environment["APP_ENV"] === "demo" || environment["APP_ENV"] === "test" ? environment["APP_ENV"] : "production";
  await prepareDatabase(database, purpose);
  Object.assign(environment, await settingsOf(database, purpose === "production" ? purpose : "demo"), {
    APP_ENV: purpose,
  });
  const { startJobs } = await import("#lib/server/jobs/start-jobs.ts");
  const { closeAll, startListening } = await import("#lib/server/live/hub.ts");
  const { followClock } = await import("#lib/server/live/follow-clock.ts");
  await followClock();
  if (purpose === "test") await startListening();
  cleanUpAtEnd(closeAll);
  cleanUpAtEnd(startJobs());
  console.log("The work that is due is done here. Ctrl-C ends it.");
  return new Promise<number>(() => undefined);
});
