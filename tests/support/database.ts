import { randomUUID } from "node:crypto";
import pg from "pg";

/** The server of the suite, as start-database.ts left its address; it ends in a slash. */
export function serverUrl(): string {
  const url = process.env["TEST_SERVER_URL"];
  if (!url) throw new Error("No database server was started for this layer: run it with npm run test:server.");
  return url;
}

/** A fresh migrated database for this test file, and its address. Call before importing the server layer. */
export const freshDatabase = (): Promise<string> => copyOf(process.env["TEST_TEMPLATE"] ?? "");

/** A copy of the database at this address, which nobody may be using at that moment. */
export const copyOfDatabase = (url: string): Promise<string> => copyOf(new URL(url).pathname.slice(1));

/** A database without a table, and its address. */
export const emptyDatabase = (): Promise<string> => copyOf("template1");

/** Copied file by file, which takes half the processor time of copying through the log (WAL). */
async function copyOf(template: string): Promise<string> {
  const name = `t_${randomUUID().replaceAll("-", "")}`;
  await asServer((client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`));
  return serverUrl() + name;
}

/** Runs work on the server's own database. */
export async function asServer<Value>(work: (client: pg.Client) => Promise<Value>): Promise<Value> {
  const client = new pg.Client({ connectionString: `${serverUrl()}postgres` });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
