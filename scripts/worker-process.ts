import { environment } from "#lib/server/env.ts";
import { cleanUpAtEnd } from "./cleanup.ts";
import { runScript } from "./run-script.ts";
import { answerHealth } from "./worker-health.ts";

/** The process in which `npm run worker` runs the jobs. It is started with complete settings. */
await runScript(async () => {
  const { sinceLastLook, startJobs } = await import("#lib/server/jobs/start-jobs.ts");
  const { closeAll, startListening } = await import("#lib/server/live/hub.ts");
  const { watchDatabase } = await import("#lib/server/database-watch.ts");
  const { followClock } = await import("#lib/server/live/follow-clock.ts");
  await followClock();
  if (environment["APP_ENV"] === "test") await startListening();
  cleanUpAtEnd(closeAll);
  // While the database is away its log has a line a minute, and not one for each look.
  const endWatch = watchDatabase();
  cleanUpAtEnd(() => Promise.resolve(endWatch()));
  cleanUpAtEnd(startJobs());
  const port = environment["WORKER_PORT"];
  if (port) cleanUpAtEnd(await answerHealth(Number(port), sinceLastLook));
  console.log("The work that is due is done here. Ctrl-C ends it.");
  // The command that keeps this process running waits for it.
  process.send?.("ready");
  return new Promise<number>(() => undefined);
});
