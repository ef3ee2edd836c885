import pg from "pg";

/** The server of the suite; each test file makes a database of its own from the migrated template. */
export const serverUrl = (): string => process.env["TEST_SERVER_URL"] ?? "postgres://permanences:permanences@127.0.0.1:54999/";

/** A fresh migrated database for this test file, and its address. Call before importing the shell. */
export async function freshDatabase(): Promise<string> {
  const name = `t_${crypto.randomUUID().replaceAll("-", "")}`;
  await asServer((client) => client.query(`CREATE DATABASE ${name} TEMPLATE template_migrated`));
  return serverUrl() + name;
}

/** Runs one deed on the server's own database. */
export async function asServer<Value>(deed: (client: pg.Client) => Promise<Value>): Promise<Value> {
  const client = new pg.Client({ connectionString: `${serverUrl()}postgres` });
  await client.connect();
  try {
    return await deed(client);
  } finally {
    await client.end();
  }
}
