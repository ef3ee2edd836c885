import pg from "pg";
import { prepareDatabase } from "#scripts/prepare-database.ts";
import { emptyDatabase, asServer, freshDatabase } from "#tests/support/database.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { instantOf, type Instant } from "#lib/time/instant.ts";
import type { PartitionedTable } from "#lib/server/partitions/partitioned-tables.ts";

/** An ordinary role owns the database, as it does with a managed server. */
const { url, db } = await serverOnFreshDatabase({ DATABASE_URL: await databaseOfOrdinaryRole() });
const { arePartitionsDue, keepPartitions } = await import("#lib/server/partitions/keep-partitions.ts");
let client: pg.Client;

async function databaseOfOrdinaryRole(): Promise<string> {
  const address = new URL(await emptyDatabase());
  const name = address.pathname.slice(1);
  await asServer((server) =>
    server.query(`CREATE ROLE ${name} LOGIN PASSWORD 'ordinary'; ALTER DATABASE ${name} OWNER TO ${name}`),
  );
  address.username = name;
  address.password = "ordinary";
  await prepareDatabase({ url: address.href, ownerUrl: address.href }, "test");
  return address.href;
}

/** Rows are only added to it, as to the events; they refer to a topic. */
const DIARY: PartitionedTable = { name: "diary", by: "day", span: "month", ahead: 2, kept: { months: 2 } };
/** The same by the day of a moment. */
const NIGHTS: PartitionedTable = { name: "nights", by: "at", span: "day", ahead: 1, kept: { hours: 15 } };
const tables = [DIARY, NIGHTS];
const TOPIC = "01935f3e-0000-7000-8000-000000000001";

/** What the owner says to the functions of the database in place of the product's own tables. */
const rulesOf = (values: string): string =>
  `CREATE OR REPLACE FUNCTION partition_rules() RETURNS TABLE (name text, divided_by text, span text, kept interval, personal boolean)
   LANGUAGE sql IMMUTABLE AS $$ VALUES ${values} $$`;

beforeAll(async () => {
  client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    `SET timezone = UTC; ${rulesOf("('diary', 'day', 'month', interval '2 months', false), ('nights', 'at', 'day', interval '15 hours', false)")};
     INSERT INTO topic (id, key, rank, minutes) VALUES ('${TOPIC}', 'caf', 1, 30)`,
  );
});
beforeEach(async () => {
  await client.query(`
    CREATE TABLE diary (id bigserial, day date NOT NULL, topic_id uuid REFERENCES topic (id), CONSTRAINT diary_id CHECK (id > 0), PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
    CREATE TABLE diary_default PARTITION OF diary DEFAULT;
    CREATE TRIGGER diary_append_only BEFORE UPDATE OR DELETE ON diary FOR EACH ROW EXECUTE FUNCTION refuse_change();
    CREATE TABLE nights (id int, at timestamptz NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
    CREATE TABLE nights_default PARTITION OF nights DEFAULT`);
});
afterEach(() => client.query("DROP TABLE diary, nights"));
afterAll(async () => {
  await client.end();
  await db.$disconnect();
});

const day = (date: string): Instant => instantOf(`${date}T09:00:00Z`);
const keep = (date: string) => keepPartitions(day(date), tables);
const isDue = (date: string) => arePartitionsDue(day(date), tables);
const writes = (...dates: string[]) =>
  client.query("INSERT INTO diary (day, topic_id) SELECT unnest($1::date[]), $2", [dates, TOPIC]);
/** How many rows stand in which partition. */
const standing = async (table = "diary"): Promise<Readonly<Record<string, number>>> => {
  const { rows } = await client.query<{ name: string; rows: number }>(
    `SELECT tableoid::regclass::text AS name, count(*)::int AS rows FROM ${table} GROUP BY 1 ORDER BY 1`,
  );
  return Object.fromEntries(rows.map(({ name, rows: count }) => [name, count]));
};
const partitions = async (table = "diary"): Promise<readonly string[]> => {
  const { rows } = await client.query<{ name: string }>(
    "SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = $1::regclass ORDER BY 1",
    [table],
  );
  return rows.map(({ name }) => name);
};

test("there are partitions for the present span, the one before and those ahead, and then nothing is due", async () => {
  expect(await isDue("2026-11-24")).toBe(true);
  expect(await keep("2026-11-24")).toMatchObject({ created: 7, left: 0 });
  expect(await partitions()).toEqual([
    "diary_2026_10",
    "diary_2026_11",
    "diary_2026_12",
    "diary_2027_01",
    "diary_default",
  ]);
  expect(await partitions("nights")).toEqual([
    "nights_2026_11_23",
    "nights_2026_11_24",
    "nights_2026_11_25",
    "nights_default",
  ]);
  expect(await isDue("2026-11-24")).toBe(false);
  expect(await keep("2026-11-24")).toEqual({ created: 0, moved: 0, emptied: 0, dropped: 0, left: 0 });
});

test("a row stands in the partition of its date, under the constraints of the table", async () => {
  await keep("2026-11-24");
  await writes("2026-10-31", "2026-11-01", "2026-11-30");
  await client.query("INSERT INTO nights VALUES (1, '2026-11-23T23:59:59.999Z'), (2, '2026-11-24T00:00Z')");
  expect(await standing()).toEqual({ diary_2026_10: 1, diary_2026_11: 2 });
  expect(await standing("nights")).toEqual({ nights_2026_11_23: 1, nights_2026_11_24: 1 });
  const refused = async (sql: string): Promise<unknown> =>
    client.query(sql).then(
      () => "accepted",
      (error: pg.DatabaseError) => error.constraint,
    );
  expect(await refused("INSERT INTO diary (id, day) VALUES (0, '2026-11-24')")).toBe("diary_id");
  expect(await refused("INSERT INTO diary (day, topic_id) VALUES ('2026-11-24', gen_random_uuid())")).toBe(
    "diary_topic_id_fkey",
  );
  expect(await refused("DELETE FROM diary")).toBe("diary_append_only");
});

test("after months without a run the rows of the default partition get partitions of their own, whatever their date", async () => {
  await keep("2026-11-24");
  await writes("2027-02-27", "2027-03-03", "2027-03-04", "2031-07-01");
  expect(await standing()).toEqual({ diary_default: 4 });
  expect(await isDue("2026-11-24")).toBe(true);
  expect(await keep("2027-03-03")).toMatchObject({ moved: 4, left: 0 });
  expect(await standing()).toEqual({ diary_2027_02: 1, diary_2027_03: 2, diary_2031_07: 1 });
  expect(await isDue("2027-03-03")).toBe(false);
});

test("what is not kept any more is emptied, and dropped a week later; what is kept stays", async () => {
  await keep("2026-11-24");
  await writes("2026-10-31", "2026-11-01");
  expect(await isDue("2026-12-31")).toBe(true);
  expect(await keep("2026-12-31")).toMatchObject({ emptied: 0, dropped: 3 });
  expect(await standing()).toEqual({ diary_2026_10: 1, diary_2026_11: 1 });
  expect(await keep("2027-01-01")).toMatchObject({ emptied: 1, dropped: 0 });
  expect(await standing()).toEqual({ diary_2026_11: 1 });
  expect(await partitions()).toContain("diary_2026_10");
  expect(await keep("2027-01-08")).toMatchObject({ emptied: 0 });
  expect(await partitions()).not.toContain("diary_2026_10");
  expect(await standing()).toEqual({ diary_2026_11: 1 });
});

test("what comes late for a date that is not kept any more goes with the next look", async () => {
  await keep("2026-11-24");
  await writes("2020-01-01");
  expect(await keep("2026-11-24")).toMatchObject({ created: 0, moved: 0 });
  expect(await standing()).toEqual({});
  await keep("2027-01-01");
  await writes("2026-10-15");
  expect(await standing()).toEqual({ diary_2026_10: 1 });
  expect(await keep("2027-01-01")).toMatchObject({ emptied: 1 });
  expect(await standing()).toEqual({});
});

test("a table that was there before goes on as the partition of everything before a month", async () => {
  await client.query("CREATE TABLE diary_before (LIKE diary INCLUDING ALL)");
  await client.query("ALTER TABLE diary ATTACH PARTITION diary_before FOR VALUES FROM (MINVALUE) TO ('2026-12-01')");
  await keep("2026-11-24");
  expect(await partitions()).toEqual(["diary_2026_12", "diary_2027_01", "diary_before", "diary_default"]);
  await writes("1999-01-01", "2026-11-24");
  await keep("2027-01-31");
  expect(await standing()).toEqual({ diary_before: 2 });
  expect(await keep("2027-02-01")).toMatchObject({ emptied: 1 });
  await keep("2027-02-08");
  expect(await partitions()).not.toContain("diary_before");
});

test("two at once do everything once", async () => {
  await writes("2027-02-27", "2027-03-03");
  await Promise.all([keep("2027-03-03"), keep("2027-03-03"), keep("2027-03-03")]);
  await keep("2027-03-03");
  expect(await partitions()).toEqual([
    "diary_2027_02",
    "diary_2027_03",
    "diary_2027_04",
    "diary_2027_05",
    "diary_default",
  ]);
  expect(await standing()).toEqual({ diary_2027_02: 1, diary_2027_03: 1 });
});

test("while somebody writes for long, the others are not kept waiting: what needs a lock is left to the next look", async () => {
  await keep("2026-11-24");
  await writes("2026-10-31");
  const holder = new pg.Client({ connectionString: url });
  await holder.connect();
  await holder.query("BEGIN; UPDATE topic SET minutes = 31; INSERT INTO diary (day) VALUES ('2026-10-31')");
  const meanwhile = await keep("2027-01-08");
  await holder.query("COMMIT");
  await holder.end();
  expect(meanwhile).toMatchObject({ left: 3 });
  expect(await keep("2027-01-08")).toMatchObject({ emptied: 1, created: 2, left: 0 });
  expect(await standing()).toEqual({});
});

test("the functions of the database know the tables and retentions that the job knows", async () => {
  const { partitionedTables } = await import("#lib/server/partitions/partitioned-tables.ts");
  const fresh = new pg.Client({ connectionString: await freshDatabase() });
  await fresh.connect();
  const { rows } = await fresh.query(
    `SELECT name, divided_by AS by, span, personal, extract(year FROM kept) * 12 + extract(month FROM kept) AS months, extract(day FROM kept) * 24 + extract(hour FROM kept) AS hours
     FROM partition_rules()`,
  );
  await fresh.end();
  expect(rows.map((row) => ({ ...row, months: Number(row.months), hours: Number(row.hours) }))).toEqual(
    partitionedTables.map(({ name, by, span, kept, personal = false }) => ({
      name,
      by,
      span,
      personal,
      months: "months" in kept ? kept.months : 0,
      hours: "hours" in kept ? kept.hours : 0,
    })),
  );
});

describe("the functions look themselves whether the time of the rows is over", () => {
  const refused = (call: string): Promise<unknown> =>
    client.query(`SELECT ${call}`).then(
      () => "done",
      (error: pg.DatabaseError) => error.code,
    );
  const ON = "'2026-11-24'";

  test("a partition that is kept is neither emptied nor dropped, on the last day of its time either", async () => {
    await keep("2026-11-24");
    await writes("2026-10-31");
    for (const at of [ON, "'2026-12-31T23:59:59Z'"])
      for (const act of ["empty_partition", "drop_partition"])
        expect(await refused(`${act}('diary_2026_10', ${at})`)).toBe("42501");
    expect(await standing()).toEqual({ diary_2026_10: 1 });
    expect(await refused("empty_partition('diary_2026_10', '2027-01-01T00:00:00Z')")).toBe("done");
    expect(await standing()).toEqual({});
  });

  test("nothing else is emptied or dropped: no whole table, no default partition, no table that is not divided", async () => {
    for (const table of ["diary", "diary_default", "topic", "visit", "pg_class", "diary_2026_10; DROP TABLE diary"])
      for (const act of ["empty_partition", "drop_partition"])
        expect([table, await refused(`${act}('${table}', '2099-01-01')`)]).toEqual([
          table,
          table.includes(";") ? "done" : "42501",
        ]);
    expect(await partitions()).toEqual(["diary_default"]);
    expect(await refused(`create_partition('topic', ${ON}, ${ON})`)).toBe("42501");
    expect(await refused(`sort_default_partition('topic', ${ON})`)).toBe("42501");
    expect(await refused(`create_partition('diary', '2029-01-01', ${ON})`)).toBe("42501");
  });

  test("in production no moment that is still to come counts, whatever is asked", async () => {
    await prepareDatabase({ url, ownerUrl: url }, "production");
    const year = Number((await client.query("SELECT extract(year FROM now()) AS year")).rows[0].year);
    await client.query(`SELECT create_partition('diary', now()::date, now())`);
    await client.query("INSERT INTO diary (day) VALUES (now()::date)");
    const [name = ""] = Object.keys(await standing());
    expect(await refused(`empty_partition('${name}', '${year + 9}-01-01')`)).toBe("42501");
    expect(await refused(`create_partition('diary', '${year + 9}-01-01', '${year + 9}-01-01')`)).toBe("42501");
    await prepareDatabase({ url, ownerUrl: url }, "test");
    expect(await refused(`empty_partition('${name}', '${year + 9}-01-01')`)).toBe("done");
    expect(await standing()).toEqual({});
  });
});
