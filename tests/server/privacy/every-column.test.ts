import pg from "pg";
import { instantOf } from "#lib/time/instant.ts";
import { insert, insertRelatedRows, valid } from "#tests/server/schema/rows.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { verdicts } from "./verdicts.ts";

let client: pg.Client;
let eraseDue: typeof import("#lib/server/privacy/erase-due.ts").eraseDue;
let db: typeof import("#lib/server/db.ts").db;

beforeAll(async () => {
  ({ db } = await serverOnFreshDatabase());
  client = new pg.Client({ connectionString: process.env["DATABASE_URL"] });
  await client.connect();
  ({ eraseDue } = await import("#lib/server/privacy/erase-due.ts"));
});
afterAll(async () => {
  await db.$disconnect();
  await client.end();
});

const judged = (verdict: string): string[] =>
  Object.entries(verdicts).flatMap(([table, columns]) =>
    Object.entries(columns).flatMap(([column, given]) => (given === verdict ? [`${table}.${column}`] : [])),
  );

test("every text column has a retention rule", async () => {
  const { rows } = await client.query<{ name: string }>(`
    SELECT table_name || '.' || column_name AS name FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name NOT IN (SELECT relname FROM pg_class WHERE relispartition) AND data_type IN ('text', 'character varying', 'character', 'json', 'jsonb', 'bytea', 'xml', 'ARRAY') AND udt_name <> '_uuid'`);
  const decided = Object.entries(verdicts).flatMap(([table, columns]) =>
    Object.keys(columns).map((column) => `${table}.${column}`),
  );
  expect(rows.map(({ name }) => name).sort()).toEqual(decided.sort());
});

test("every column whose rule is erased or expires is empty after the erasure", async () => {
  await insertRelatedRows(client);
  for (const table of [
    "login_session",
    "sign_in_code",
    "typed_form",
    "rate_limit",
    "idempotency_key",
    "share_request",
    "short_link",
    "booking_origin",
  ])
    await insert(client, table, valid[table] ?? {});
  await insert(client, "sms_stopped", { ...valid["sms_stopped"], stopped_at: "2023-12-10T09:00:00Z" });
  await insert(client, "workshop_place", {
    ...valid["workshop_place"],
    name: "Ada",
    phone: "1",
    email: "a@exemple.fr",
  });
  await insert(client, "demo_message", {
    ...valid["demo_message"],
    subject: "Votre rendez-vous",
    html: "<p>Bonjour</p>",
    calendar: "BEGIN:VCALENDAR",
  });
  await client.query("UPDATE permanence SET message = 'Ada', cancel_reason = 'Ada', vevent = 'Ada'");
  await client.query("UPDATE activity_report SET procedure = 'Ada'");
  const standing = async (name: string): Promise<number> => {
    const [table = "", column = ""] = name.split(".");
    return (
      (
        await client.query<{ count: number }>(
          `SELECT count(*)::int AS count FROM ${table} WHERE coalesce(${column}, '') <> ''`,
        )
      ).rows[0]?.count ?? 0
    );
  };
  const all = [...judged("erased"), ...judged("expires")];
  const count = async (): Promise<Record<string, number>> => {
    const counts: Record<string, number> = {};
    for (const name of all) counts[name] = await standing(name);
    return counts;
  };
  expect(await count()).toEqual(Object.fromEntries(all.map((name) => [name, 1])));
  await eraseDue(instantOf("2027-03-01T00:00:00Z"));
  expect(await count()).toEqual(Object.fromEntries(all.map((name) => [name, 0])));
});
