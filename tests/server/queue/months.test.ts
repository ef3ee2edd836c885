import { randomUUID } from "node:crypto";
import pg from "pg";
import { instantOf } from "#lib/time/instant.ts";
import { eventually } from "#tests/support/eventually.ts";
import { freshServer, neuhof, setTime, type Server } from "./neuhof.ts";
import { ownerOf } from "#tests/support/database.ts";

let server: Server;
let client: pg.Client;

/** The tables of a new database hold everything in one partition: here each month has its own. */
beforeAll(async () => {
  server = await freshServer();
  client = new pg.Client({ connectionString: ownerOf() });
  await client.connect();
  const { keepPartitions } = await import("#lib/server/partitions/keep-partitions.ts");
  await keepPartitions(instantOf("2026-11-24T08:00:00Z"));
});
afterEach(() => client.query("ROLLBACK"));
afterAll(async () => {
  await client.end();
  await server.db.$disconnect();
});

/** In which partitions the rows of a half-day stand. */
const monthsOf = async (table: string, permanence: string): Promise<readonly string[]> => {
  const { rows } = await client.query<{ name: string }>(
    `SELECT DISTINCT tableoid::regclass::text AS name FROM ${table} WHERE permanence_id = $1 ORDER BY 1`,
    [permanence],
  );
  return rows.map(({ name }) => name);
};
const heldOn = (permanence: string, day: string): Promise<unknown> =>
  server.db.permanence.update({
    where: { id: permanence },
    data: { localDate: new Date(day), startsAt: new Date(`${day}T08:00:00Z`), endsAt: new Date(`${day}T11:00:00Z`) },
  });
/** Nobody reads or writes the partitions of these tables but those of November, until the test ends. */
const lockTheOthers = async (...tables: string[]): Promise<void> => {
  const { rows } = await client.query<{ name: string }>(
    "SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = ANY ($1::regclass[]) AND inhrelid::regclass::text NOT LIKE '%_2026_11'",
    [tables],
  );
  expect(rows.length).toBeGreaterThan(tables.length * 4);
  await client.query(`BEGIN; LOCK TABLE ${rows.map(({ name }) => name).join(", ")} IN ACCESS EXCLUSIVE MODE`);
};

test("an act reads and writes the events of the month of its half-day, and no other", async () => {
  const { opens, walksIn, does, line, permanence } = await neuhof(server);
  await opens();
  await lockTheOthers("queue_event");
  const visit = await walksIn();
  expect(await does({ type: "call-next", desk: 1 })).toBe("applied");
  expect(await does({ type: "start", visit })).toBe("applied");
  expect((await line()).undoable).not.toEqual([]);
  expect(await monthsOf("queue_event_2026_11", permanence)).toEqual(["queue_event_2026_11"]);
});

test("a command is looked for among those of two months, not among what is to come or belongs to no month", async () => {
  const { opens, does, permanence } = await neuhof(server);
  await opens();
  const { rows } = await client.query<{ name: string }>(
    "SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'queue_command'::regclass ORDER BY 1",
  );
  expect(rows.map(({ name }) => name)).toEqual([
    "queue_command_2026_10",
    "queue_command_2026_11",
    "queue_command_2026_12",
    "queue_command_2027_01",
    "queue_command_default",
  ]);
  await client.query("BEGIN; LOCK TABLE queue_command_2026_12, queue_command_2027_01 IN ACCESS EXCLUSIVE MODE");
  expect(await does({ type: "suspend" })).toBe("applied");
  expect(await monthsOf("queue_command_2026_11", permanence)).toEqual(["queue_command_2026_11"]);
});

test("events stand under the date of their half-day, commands under the day on which they came", async () => {
  const { does, permanence } = await neuhof(server);
  await heldOn(permanence, "2027-10-04");
  expect(await does({ type: "give-numbers" })).toBe("applied");
  expect(await monthsOf("queue_event", permanence)).toEqual(["queue_event_2027_10"]);
  expect(await monthsOf("queue_command", permanence)).toEqual(["queue_command_2026_11"]);
});

test("a command that was refused or applied is known again a month later", async () => {
  const { does, opens, permanence } = await neuhof(server);
  const call = randomUUID();
  const add = randomUUID();
  await opens();
  expect(await does({ type: "call-next", desk: 7 }, { id: call })).toBe("desk-not-taken");
  expect(await does({ type: "add-visit", visit: randomUUID() }, { id: add })).toBe("applied");
  setTime(server, "792:00");
  expect(await does({ type: "call-next", desk: 7 }, { id: call })).toBe("desk-not-taken");
  expect(await does({ type: "add-visit", visit: randomUUID() }, { id: add })).toBe("already-applied");
  expect(await server.db.visit.count({ where: { permanenceId: permanence } })).toBe(1);
});

/** Two half-days of different months, in which numbers are given, and a command that is sent to both. */
async function twoMonths() {
  const here = await neuhof(server);
  const there = await neuhof(server);
  await heldOn(there.permanence, "2027-10-04");
  for (const { does } of [here, there]) await does({ type: "give-numbers" });
  const command = here.command({ type: "turn-away", reason: "full" });
  const outcomes = async (...answers: ReturnType<typeof here.sends>[]) =>
    (await Promise.all(answers)).map(({ results: [result] }) => result);
  const effects = () =>
    server.db.turnAway.count({ where: { permanenceId: { in: [here.permanence, there.permanence] } } });
  return { here, there, command, outcomes, effects };
}

test("a command that had its effect at one half-day has none at another, of another month", async () => {
  const { here, there, command, outcomes, effects } = await twoMonths();
  expect(await outcomes(here.sends(command))).toMatchObject([{ outcome: "applied" }]);
  expect(await outcomes(there.sends(command))).toEqual([{ id: command.id, outcome: "refused", refusal: "not-found" }]);
  expect(await effects()).toBe(1);
});

test("a command that comes to both at once, and is known at neither, has one effect: the key of its day refuses the second", async () => {
  const { here, there, command, outcomes, effects } = await twoMonths();
  await client.query("BEGIN; LOCK TABLE turn_away IN SHARE MODE");
  const answers = outcomes(here.sends(command), there.sends(command));
  await eventually(async () => {
    const { rows } = await client.query("SELECT FROM pg_locks WHERE relation = 'turn_away'::regclass AND NOT granted");
    return rows.length;
  }, 2);
  await client.query("ROLLBACK");
  expect((await answers).filter((result) => result?.outcome === "applied")).toHaveLength(1);
  expect(await answers).toContainEqual({ id: command.id, outcome: "refused", refusal: "not-found" });
  expect(await effects()).toBe(1);
});
