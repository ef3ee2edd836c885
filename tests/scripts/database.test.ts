import { ensureDatabase } from "#scripts/database.ts";
import { freePort } from "#scripts/free-port.ts";
import { environment } from "#lib/server/env.ts";
import { freshDatabase } from "#tests/support/database.ts";

const said = async (url: string): Promise<string> => {
  environment["DATABASE_URL"] = url;
  return ensureDatabase().then(
    () => "usable",
    (error: Error) => `${error.name}: ${error.message}`,
  );
};
const changed = (url: string, change: (parts: URL) => void): string => {
  const parts = new URL(url);
  change(parts);
  return parts.href;
};

afterEach(() => delete environment["DATABASE_URL"]);

test("a database that answers is used", async () => {
  const url = await freshDatabase();
  environment["DATABASE_URL"] = url;
  expect(await ensureDatabase()).toMatchObject({ url });
});

test("an address where nobody answers is named without its password", async () => {
  const port = await freePort();
  const sentence = await said(`postgres://somebody:very-secret@127.0.0.1:${port}/permanences`);
  expect(sentence).toBe(
    `CommandError: The database at 127.0.0.1:${port}/permanences does not answer (ECONNREFUSED). Start it. Correct DATABASE_URL, or leave DATABASE_URL unset to use the database that comes with the product.`,
  );
});

test("a wrong password is reported as such", async () => {
  const sentence = await said(changed(await freshDatabase(), (url) => (url.password = "wrong")));
  expect(sentence).toMatch(/^CommandError: The database at .* refuses this user or password\. Correct DATABASE_URL/);
});

test("a database that does not exist is reported with the command that makes it", async () => {
  expect(await said(changed(await freshDatabase(), (url) => (url.pathname = "/no_such")))).toMatch(
    /^CommandError: The server at .* has no such database\. Make it with: createdb no_such$/,
  );
});

test("an address that cannot be parsed is reported with the expected form", async () => {
  expect(await said("permanences")).toContain("postgres://user:password@host:port/database");
});
