import { randomUUID } from "node:crypto";
import pg from "pg";
import { makeServingRole, SERVING_ROLE } from "#scripts/database.ts";

/** The server of the suite, as start-database.ts left its address; it ends in a slash. */
export function serverUrl(): string {
  const url = process.env["TEST_SERVER_URL"];
  if (!url) throw new Error("No database server was started for this layer: run it with npm run test:server.");
  return url;
}

/**
 * A fresh migrated database for this test file, and its address for the role that serves, which the product is tested
 * as. What that role may not do, a test arranges with `ownerOf`. Call before importing the server layer.
 */
export const freshDatabase = async (): Promise<string> => servingUrl(await copyOf(process.env["TEST_TEMPLATE"] ?? ""));

/** A copy of the database at this address, which nobody may be using at that moment; its address for the same role. */
export async function copyOfDatabase(url: string): Promise<string> {
  const copy = new URL(url);
  copy.pathname = new URL(await copyOf(copy.pathname.slice(1))).pathname;
  return copy.href;
}

/** A database without a table, and its address for the owner, a superuser. */
export const emptyDatabase = (): Promise<string> => copyOf("template1");

/** The password of the serving role on a server of the tests. */
const SERVING_PASSWORD = "serving-of-the-tests";

/** Makes the serving role on the server of this database, and returns the address of the database for it. */
export const servingRoleOn = (ownerUrl: string): Promise<string> => makeServingRole(ownerUrl, SERVING_PASSWORD);

/** The address of this database for the serving role. */
export const servingUrl = (url: string): string =>
  Object.assign(new URL(url), { username: SERVING_ROLE, password: SERVING_PASSWORD }).href;

/**
 * The address of the same database for its owner, a superuser; of the database that this process serves when none is
 * given.
 */
export function ownerOf(url: string = process.env["DATABASE_URL"] ?? ""): string {
  const { username, password } = new URL(serverUrl());
  return Object.assign(new URL(url), { username, password }).href;
}

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
