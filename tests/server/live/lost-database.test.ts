/** @long */
import pg from "pg";
import { freshDatabase, ownerOf } from "#tests/support/database.ts";
import { openDatabaseLink, type DatabaseLink } from "./database-link.ts";
import { freshServer, type Server } from "#tests/server/queue/neuhof.ts";

let server: Server;
let link: DatabaseLink;
let direct: pg.Client;

beforeAll(async () => {
  const url = await freshDatabase();
  direct = new pg.Client({ connectionString: ownerOf(url) });
  await direct.connect();
  link = await openDatabaseLink(url);
  server = await freshServer(link.url);
});
afterAll(async () => {
  await server.db.$disconnect();
  await direct.end();
  await link.close();
});

test("a transaction whose connection breaks between two queries fails as busy", async () => {
  const { isBusy } = await import("#lib/server/busy.ts");
  const error = await server.db
    .$transaction(async (tx) => {
      await tx.place.count();
      link.cut();
      // Once another query has failed, this connection has noticed the cut too.
      await server.db.$queryRaw`SELECT 1`.catch(() => undefined);
      return tx.place.count();
    })
    .then(
      () => undefined,
      (reason: unknown) => reason,
    );
  link.restore();
  expect(String(error)).toContain("not queryable");
  expect(isBusy(error)).toBe(true);
});

test("a transaction whose connection breaks at the COMMIT fails as busy, its outcome being unknown", async () => {
  const { isBusy } = await import("#lib/server/busy.ts");
  await direct.query(`
    CREATE FUNCTION end_the_connection() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;
    CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON rate_limit DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION end_the_connection()`);
  const error = await server.db
    .$transaction((tx) => tx.rateLimit.create({ data: { key: `creates:${"a".repeat(43)}`, points: 1, expire: 0n } }))
    .then(
      () => undefined,
      (reason: unknown) => reason,
    );
  expect((error as Error).name).toBe("DriverAdapterError");
  expect(isBusy(error)).toBe(true);
});
