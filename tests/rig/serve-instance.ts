import { runScript } from "#scripts/run-script.ts";
import { startEmbedded } from "#scripts/embedded-database.ts";
import { applicationOn, chosenPort } from "#scripts/serve.ts";
import { keepDatabase } from "#scripts/supervisor/keep-database.ts";
import { servingUrl } from "#tests/support/database.ts";
import { supervise } from "#scripts/supervisor/supervise.ts";

/**
 * A command that serves an installation and keeps it running as `npm start` does, until it is stopped. Its words: the
 * data folder, and the port of the database.
 */
await runScript(async () => {
  const [folder = "", databasePort] = process.argv.slice(2);
  const port = await chosenPort();
  const server = await startEmbedded({ folder, port: Number(databasePort) });
  const ownerUrl = `${server.serverUrl}permanences`;
  const url = servingUrl(ownerUrl);
  const databaseFails = keepDatabase({ url, ownerUrl, folder, server, stop: server.stop });
  const application = applicationOn(port, { DATABASE_URL: url, APP_ENV: "test", DATA_FOLDER: folder });
  await application.start();
  const applicationFails = supervise(application);
  console.log(`Permanences runs on ${application.url}.`);
  return Promise.race([databaseFails, applicationFails]);
});
