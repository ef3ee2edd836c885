import { prepareDatabase } from "#scripts/prepare-database.ts";
import { asServer, servingRoleOn, serverUrl } from "./database.ts";
import { startTestServer, type TestServer } from "./test-server.ts";

/**
 * The database server of the run: the one of TEST_SERVER_URL, or an embedded one for this run alone. On it is the
 * migrated template that every test file copies; its name carries the process id, since two runs may share a server.
 */
export default async function startDatabase(): Promise<void> {
  if (!process.env["TEST_SERVER_URL"]) {
    const server = await startTestServer();
    (globalThis as { testServer?: TestServer }).testServer = server;
    process.env["TEST_SERVER_URL"] = server.serverUrl;
  }
  const template = `template_${process.pid}`;
  process.env["TEST_TEMPLATE"] = template;
  await asServer((client) => client.query(`CREATE DATABASE ${template}`));
  const ownerUrl = `${serverUrl()}${template}`;
  await prepareDatabase({ url: await servingRoleOn(ownerUrl), ownerUrl }, "test");
}
