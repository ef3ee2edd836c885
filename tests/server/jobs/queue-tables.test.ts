import pg from "pg";
import { prepareDatabase } from "#scripts/prepare-database.ts";
import { copyOfDatabase, ownerOf, serverUrl } from "#tests/support/database.ts";

let url: string;
let client: pg.Client;

beforeAll(async () => {
  url = ownerOf(await copyOfDatabase(serverUrl() + (process.env["TEST_TEMPLATE"] ?? "")));
  client = new pg.Client({ connectionString: url });
  await client.connect();
});
afterAll(() => client.end());

/** Leaves an index of the queue to be built, as a new version of the queue does. */
async function leavesAnIndex(): Promise<void> {
  await client.query(
    "INSERT INTO pgboss.bam (name, version, table_name, command) VALUES ('tried', 1, 'warning', 'CREATE INDEX CONCURRENTLY IF NOT EXISTS tried_idx ON pgboss.warning (id)')",
  );
  await mayBeBuiltNow();
}
/** The queue looks once a minute whether there is something to build. */
const mayBeBuiltNow = () => client.query("UPDATE pgboss.version SET bam_on = NULL");
const prepare = (patience?: number) => prepareDatabase({ url, ownerUrl: url }, "test", patience);
const isBuilt = async (): Promise<boolean> =>
  (await client.query("SELECT FROM pg_index WHERE indexrelid = to_regclass('pgboss.tried_idx') AND indisvalid"))
    .rowCount === 1;

test("an index of the queue waits for a transaction so long and no longer, says what to end, and is built by the next start", async () => {
  await prepare();
  await leavesAnIndex();
  const other = new pg.Client({ connectionString: url });
  await other.connect();
  await other.query("BEGIN");
  await other.query("LOCK TABLE pgboss.warning IN ROW EXCLUSIVE MODE");
  await expect(prepare(300)).rejects.toThrow(
    /The tables of the job queue could not be brought up to date: another transaction has held them .* End that transaction \(SELECT pid, .*\), then start again\./,
  );
  expect(await isBuilt()).toBe(false);
  await other.query("ROLLBACK");
  await other.end();
  await mayBeBuiltNow();
  await prepare(300);
  expect(await isBuilt()).toBe(true);
});
