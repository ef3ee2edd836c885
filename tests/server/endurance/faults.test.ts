/** @long */
import { randomUUID } from "node:crypto";
import pg from "pg";
import { freshDatabase, ownerOf } from "#tests/support/database.ts";
import { readEvidence } from "#tests/rig/evidence.ts";
import { openProxyWithoutLocks, PLANTED, removeLocks } from "#tests/rig/planted-faults.ts";
import { recordChanges } from "#tests/rig/recorder.ts";
import { WHOLE } from "#tests/endurance/endure.ts";
import { BEGINNING, writeTown, type Town } from "#tests/rig/town.ts";

process.env["APP_SECRET"] = "a-secret-of-this-test-file";

/** A database with the half-days of a small run, and a connection to it. */
async function databaseWith(sql = ""): Promise<{ url: string; client: pg.Client; data: Town }> {
  const url = ownerOf(await freshDatabase());
  const data = await writeTown(url, { ...WHOLE, operations: 60 }, 0);
  await recordChanges(url, sql);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return { url, client, data };
}

test("the proxy removes lock clauses and passes everything else, however the bytes are split", () => {
  const message = (text: string): Buffer => {
    const head = Buffer.from("Q0000");
    head.writeInt32BE(Buffer.byteLength(text) + 5, 1);
    return Buffer.concat([head, Buffer.from(`${text}\0`)]);
  };
  const startup = Buffer.from("\0\0\0\u0008\0\u0003\0\0", "latin1");
  const sent = Buffer.concat([
    startup,
    message("SELECT 1 FROM permanence p FOR NO KEY UPDATE OF p"),
    message("SELECT 'É'"),
  ]);
  const passed = (size: number): string => {
    const removing = removeLocks();
    const parts = Array.from({ length: Math.ceil(sent.length / size) }, (_, index) =>
      removing(sent.subarray(index * size, (index + 1) * size)),
    );
    return Buffer.concat(parts).toString("latin1");
  };
  expect(passed(7)).toBe(passed(sent.length));
  expect(passed(1)).toHaveLength(sent.length);
  expect(passed(1)).not.toContain("FOR NO KEY UPDATE");
  expect(passed(1)).toContain("SELECT 1 FROM permanence p ");
});

test("through the proxy without locks, two connections hold the same row lock", async () => {
  const { url, client, data } = await databaseWith();
  const proxy = await openProxyWithoutLocks(url);
  const unlocked = new pg.Client({ connectionString: proxy.url });
  await unlocked.connect();
  const lock = (who: pg.Client) =>
    who.query(
      "SELECT 1 FROM permanence WHERE id = $1 FOR NO KEY UPDATE NOWAIT".replace(
        " NOWAIT",
        who === client ? " NOWAIT" : "",
      ),
      [data.halfDays[0]?.[0]?.permanence],
    );
  await unlocked.query("BEGIN");
  expect((await lock(unlocked)).rowCount).toBe(1);
  expect((await lock(client)).rowCount).toBe(1);
  await unlocked.end();
  await proxy.close();
  await client.end();
});

test("the recorder notes each change of an appointment in both half-days it concerns, and nothing else", async () => {
  const { url, client, data } = await databaseWith();
  const here = data.halfDays[0]![0]!;
  const there = data.halfDays[1]![0]!;
  const [{ id = "" } = {}] = here.booked;
  await client.query("INSERT INTO line (permanence_id, version, next_number, calls) VALUES ($1, 4, 1, 0)", [
    here.permanence,
  ]);
  await client.query("UPDATE appointment SET passed_by = array_append(passed_by, $2::uuid) WHERE id = $1", [
    id,
    randomUUID(),
  ]);
  await client.query(
    "UPDATE appointment SET starts_at = starts_at + interval '3 hours', ends_at = ends_at + interval '3 hours' WHERE id = $1",
    [id],
  );
  await client.query("UPDATE appointment SET permanence_id = $2, lane = 3 WHERE id = $1", [id, there.permanence]);
  await client.query("UPDATE appointment SET state = 'cancelled-by-resident', cancelled_at = booked_at WHERE id = $1", [
    id,
  ]);
  const { halfDays } = await readEvidence(url, [], 0);
  const changes = (permanence: string) =>
    halfDays
      .find((one) => one.permanence.id === permanence)
      ?.changes.filter(({ appointment }) => appointment === id)
      .map(({ stands, state, version, lane }) => [stands, state, version, lane]);
  expect(changes(here.permanence)).toEqual([
    [true, "booked", 0, 1],
    [true, "booked", 4, 1],
    [false, "booked", 4, 1],
  ]);
  expect(changes(there.permanence)).toEqual([
    [true, "booked", 0, 3],
    [true, "cancelled-by-resident", 0, 3],
  ]);
  await client.end();
});

test("times that the recorder wrote by the machine's clock are converted to the instance's clock", async () => {
  const { url, client } = await databaseWith();
  const times = async (offset: number) =>
    (await readEvidence(url, [], offset)).halfDays.flatMap(({ changes }) => changes.map(({ at }) => at));
  const plain = await times(0);
  const shifted = await times(60_000);
  expect(shifted.map((moment, index) => moment - plain[index]!)).toEqual(plain.map(() => 60_000));
  expect((await client.query("SELECT count(*)::int AS count FROM instance_clock")).rows).toEqual([{ count: 1 }]);
  await client.end();
});

test("with the fault reused-key, a stored key is deleted at once", async () => {
  const { client } = await databaseWith(PLANTED["reused-key"].sql);
  await client.query(
    "INSERT INTO idempotency_key (scope, key, request_hash, outcome_kind, outcome_id, created_at) VALUES ('s', $1, 'h', 'k', $1, $2)",
    [randomUUID(), new Date(BEGINNING)],
  );
  expect((await client.query("SELECT 1 FROM idempotency_key")).rowCount).toBe(0);
  await client.end();
});

test("with the fault unlocked-count, two concurrent inserts get the same number", async () => {
  const { url, client, data } = await databaseWith(PLANTED["unlocked-count"].sql);
  const other = new pg.Client({ connectionString: url });
  await other.connect();
  const joins = async (who: pg.Client) =>
    (
      await who.query<{ number: number }>(
        "INSERT INTO visit (id, permanence_id, number, joined_at) VALUES ($1, $2, 99, $3) RETURNING number",
        [randomUUID(), data.halfDays[0]![0]!.permanence, new Date(BEGINNING)],
      )
    ).rows[0]?.number;
  await other.query("BEGIN");
  expect([await joins(other), await joins(client)]).toEqual([1, 1]);
  await other.query("COMMIT");
  expect(await joins(client)).toBe(3);
  await Promise.all([other.end(), client.end()]);
});

test("with the fault no-constraint, one lane accepts two appointments at the same time", async () => {
  const { client, data } = await databaseWith(PLANTED["no-constraint"].sql);
  const [{ id = "" } = {}] = data.halfDays[0]![0]!.booked;
  const copy =
    "INSERT INTO appointment (id, permanence_id, organisation_id, place_id, starts_at, ends_at, lane, booked_at, created_at, topic_keys) SELECT $2, permanence_id, organisation_id, place_id, starts_at, ends_at, lane, booked_at, created_at, topic_keys FROM appointment WHERE id = $1";
  await client.query(copy, [id, randomUUID()]);
  await client.end();
  const whole = await databaseWith();
  await expect(whole.client.query(copy, [whole.data.halfDays[0]![0]!.booked[0]?.id, randomUUID()])).rejects.toThrow(
    "appointment_no_overlap",
  );
  await whole.client.end();
});
