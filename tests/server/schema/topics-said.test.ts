import pg from "pg";
import { freshDatabase, ownerOf } from "#tests/support/database.ts";
import { inTransaction, refusedBy } from "./constraint-case.ts";
import { at, id, insert, insertRelatedRows, valid } from "./rows.ts";

let client: pg.Client;
beforeAll(async () => {
  client = new pg.Client({ connectionString: ownerOf(await freshDatabase()) });
  await client.connect();
});
afterAll(() => client.end());

/** Tables with topics, and the row that comes before them. */
const TABLES = ["permanence", "assignment", "desk"] as const;
type Table = (typeof TABLES)[number];

/** Runs a test in a database with one operator, its topics caf and impots, and this row of the table. */
const withRow = (table: Table, row: object, work: () => Promise<void>): Promise<void> =>
  inTransaction(client, async () => {
    await insertRelatedRows(client, table);
    await insert(client, "topic", valid["topic"] ?? {});
    await insert(client, "topic", { ...valid["topic"], id: id(80), key: "impots", rank: 2 });
    await insert(client, table, { ...valid[table], ...row });
    await work();
  });

const refusal = (sql: string): Promise<string | undefined> => refusedBy(client, () => client.query(sql));

const saidIn = async (table: Table): Promise<unknown> =>
  (await client.query<{ every_topic: unknown; topic_keys: unknown }>(`SELECT every_topic, topic_keys FROM ${table}`))
    .rows;

/** A row as it stood before `every_topic` existed. */
const older = (table: "permanence" | "assignment", row: object, work: () => Promise<void>): Promise<void> =>
  inTransaction(client, async () => {
    await insertRelatedRows(client, table);
    await insert(client, "topic", valid["topic"] ?? {});
    const trigger = `TRIGGER ${table}_topics_of_its_operator`;
    await client.query(`ALTER TABLE ${table} DISABLE ${trigger}`);
    await insert(client, table, { ...valid[table], ...row });
    await client.query(`ALTER TABLE ${table} ENABLE ${trigger}`);
    await work();
  });

describe.each(["permanence", "assignment"] as const)("topics of a row of %s", (table) => {
  test("the last one is not removed unsaid", () =>
    withRow(table, { topic_keys: ["caf", "impots"] }, async () => {
      expect(await refusal(`UPDATE ${table} SET topic_keys = array_remove(topic_keys, 'impots')`)).toBeUndefined();
      await client.query(`UPDATE ${table} SET topic_keys = '{caf}'`);
      const removed = `UPDATE ${table} SET topic_keys = array_remove(topic_keys, 'caf')`;
      expect(await refusal(removed)).toBe(`${table}_every_topic_or_some`);
      expect(await refusal(`${removed}, every_topic = NULL`)).toBe(`${table}_every_topic_or_some`);
      expect(await refusal(`${removed}, every_topic = true`)).toBeUndefined();
    }));

  test("every topic does not become one unsaid", () =>
    withRow(table, {}, async () => {
      expect(await refusal(`UPDATE ${table} SET topic_keys = '{caf}'`)).toBe(`${table}_every_topic_or_some`);
      expect(await refusal(`UPDATE ${table} SET topic_keys = '{caf}', every_topic = false`)).toBeUndefined();
    }));

  test("an older row is changed beside its topics, keeps what its list meant, and its last one is not removed unsaid", async () => {
    await older(table, {}, async () => {
      await client.query(`UPDATE ${table} SET starts_at = starts_at`);
      expect(await saidIn(table)).toEqual([{ every_topic: null, topic_keys: [] }]);
      expect(await refusal(`UPDATE ${table} SET topic_keys = '{caf}'`)).toBe(`${table}_every_topic_or_some`);
    });
    await older(table, { topic_keys: ["caf"] }, async () => {
      expect(await refusal(`UPDATE ${table} SET topic_keys = '{}'`)).toBe(`${table}_every_topic_or_some`);
    });
  });
});

describe("a row that the version before writes, with the list alone", () => {
  test.each(TABLES)("means in %s what its list means", async (table) => {
    await withRow(table, {}, async () => expect(await saidIn(table)).toEqual([{ every_topic: true, topic_keys: [] }]));
    await withRow(table, { topic_keys: ["caf"] }, async () =>
      expect(await saidIn(table)).toEqual([{ every_topic: false, topic_keys: ["caf"] }]),
    );
  });

  test("a desk that is taken anew means what its new list means, by either statement", () =>
    withRow("desk", { topic_keys: ["caf"] }, async () => {
      await client.query("UPDATE desk SET state = 'present', since = $1, topic_keys = '{}'", [at("09:30")]);
      expect(await saidIn("desk")).toEqual([{ every_topic: true, topic_keys: [] }]);
      await client.query(
        `INSERT INTO desk (permanence_id, number, state, since, topic_keys) SELECT permanence_id, number, state, since, '{impots}' FROM desk
         ON CONFLICT (permanence_id, number) DO UPDATE SET topic_keys = excluded.topic_keys`,
      );
      expect(await saidIn("desk")).toEqual([{ every_topic: false, topic_keys: ["impots"] }]);
    }));

  test("a desk that is left keeps its topics", () =>
    withRow("desk", { topic_keys: ["caf"], every_topic: false }, async () => {
      await client.query("UPDATE desk SET state = 'left', conseiller_id = NULL");
      expect(await saidIn("desk")).toEqual([{ every_topic: false, topic_keys: ["caf"] }]);
    }));
});

describe("a half-day takes topics of its operator alone", () => {
  const other = id(95);
  const withOther = (work: () => Promise<void>): Promise<void> =>
    withRow("permanence", {}, async () => {
      await insert(client, "organisation", { ...valid["organisation"], id: other, slug: "village" });
      await insert(client, "topic", { ...valid["topic"], id: id(81), organisation_id: other, key: "jardin", rank: 1 });
      await work();
    });

  test("not one of another operator", () =>
    withOther(async () => {
      const takes = (key: string) => refusal(`UPDATE permanence SET every_topic = false, topic_keys = '{${key}}'`);
      expect(await takes("jardin")).toBe("permanence_topics_of_its_operator");
      expect(await takes("caf")).toBeUndefined();
      expect(await refusal(`UPDATE permanence SET topic_keys = ARRAY['caf', NULL], every_topic = false`)).toBe(
        "permanence_topics_of_its_operator",
      );
    }));

  test("nor do the conseillers who are planned there", () =>
    withOther(async () => {
      const planned = { ...valid["assignment"], topic_keys: ["jardin"] };
      expect(await refusedBy(client, () => insert(client, "assignment", planned))).toBe(
        "assignment_topics_of_its_operator",
      );
    }));

  test("a topic of every operator counts while it has none of its own", () =>
    inTransaction(client, async () => {
      await insertRelatedRows(client, "permanence");
      await insert(client, "topic", { ...valid["topic"], organisation_id: null });
      const taken = { ...valid["permanence"], topic_keys: ["caf"] };
      expect(await refusedBy(client, () => insert(client, "permanence", taken))).toBeUndefined();
      await insert(client, "topic", { ...valid["topic"], id: id(80), key: "impots", rank: 2 });
      expect(await refusedBy(client, () => insert(client, "permanence", taken))).toBe(
        "permanence_topics_of_its_operator",
      );
    }));
});
