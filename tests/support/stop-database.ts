import { asServer } from "./database.ts";
import type { TestServer } from "./test-server.ts";

/** Ends the suite's own server, or takes its template off the shared one. */
export default async function stopDatabase(): Promise<void> {
  const { testServer } = globalThis as { testServer?: TestServer };
  if (testServer) return testServer.stop();
  await asServer((client) => client.query(`DROP DATABASE IF EXISTS ${process.env["TEST_TEMPLATE"]} WITH (FORCE)`));
}
