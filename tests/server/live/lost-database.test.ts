import pg from "pg";
import { freshDatabase, ownerOf } from "#tests/support/database.ts";
import { openDatabaseLink, type DatabaseLink } from "#tests/server/live/database-link.ts";
import { follower } from "#tests/server/live/follower.ts";
import { freshServer, neuhof, type Server } from "#tests/server/queue/neuhof.ts";

let server: Server;
let hub: typeof import("#lib/server/live/hub.ts");
let link: DatabaseLink;
let direct: pg.Client;

beforeAll(async () => {
  const url = await freshDatabase();
  direct = new pg.Client({ connectionString: ownerOf(url) });
  await direct.connect();
  link = await openDatabaseLink(url);
  server = await freshServer(link.url);
  hub = await import("#lib/server/live/hub.ts");
});
afterAll(async () => {
  await hub.closeAll();
  await server.db.$disconnect();
  await direct.end();
  await link.close();
});

test("a change made while the connection was cut is sent to followers as soon as the process listens again", async () => {
  const { opens, permanence } = await neuhof(server);
  await opens();
  const phone = await follower(hub, permanence);
  link.cut();
  await link.refused(2);
  await direct.query(
    "WITH said AS (UPDATE permanence SET message = 'Pause' WHERE id = $1) UPDATE line SET version = version + 1 WHERE permanence_id = $1",
    [permanence],
  );
  link.restore();
  await phone.board((board) => board.message === "Pause");
});

test("a query fails as busy, not as an unexpected error, while the database cannot be reached", async () => {
  const { isBusy } = await import("#lib/server/busy.ts");
  const { databaseHealth } = await import("#lib/server/database-health.ts");
  expect(await databaseHealth()).toBe("answers");
  link.cut();
  const errors = await Promise.all(
    Array.from({ length: 12 }, () =>
      server.db.$queryRaw`SELECT 1`.then(
        () => undefined,
        (reason: unknown) => reason,
      ),
    ),
  );
  const inTransaction = await server
    .snapshot((tx) => tx.place.count())
    .then(
      () => undefined,
      (reason: unknown) => reason,
    );
  expect(await databaseHealth()).toBe("silent");
  link.restore();
  expect([...errors, inTransaction].map(isBusy)).toEqual(Array(13).fill(true));
  expect(isBusy(new Error("A visit changed under the lock of its permanence."))).toBe(false);
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
    CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON tries DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION end_the_connection()`);
  const error = await server.db
    .$transaction((tx) => tx.tries.create({ data: { subject: "somebody", count: 1, until: new Date(0) } }))
    .then(
      () => undefined,
      (reason: unknown) => reason,
    );
  expect((error as Error).name).toBe("DriverAdapterError");
  expect(isBusy(error)).toBe(true);
});
