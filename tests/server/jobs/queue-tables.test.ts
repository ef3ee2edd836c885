import pg from "pg";
import { keepQueueTables } from "#lib/server/jobs/queue-tables.ts";
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

test("a start that has to wait for an index of the queue says so once, and goes on when it is built", async () => {
  await prepare();
  const said: string[] = [];
  // As a start leaves it that was killed while it built: the queue takes it up again after five minutes.
  await client.query(
    "INSERT INTO pgboss.bam (name, version, table_name, command, status, started_on) VALUES ('left', 1, 'warning', 'SELECT 1', 'in_progress', now())",
  );
  await keepQueueTables(url, {
    quiet: 0,
    say: (sentence) => {
      said.push(sentence);
      void client.query("UPDATE pgboss.bam SET status = 'completed' WHERE name = 'left'");
    },
  });
  expect(said).toEqual([
    "Waiting for an index of the job queue: one that is being built takes as long as its table needs, and one that a killed start left unfinished is taken up again after six minutes at most.",
  ]);
});

test("a start that finds every index built says nothing", async () => {
  await prepare();
  const said: string[] = [];
  await keepQueueTables(url, { quiet: 0, say: (sentence) => said.push(sentence) });
  expect(said).toEqual([]);
});
