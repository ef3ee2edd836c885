/** @long */
import { randomUUID } from "node:crypto";
import { lineFromWire } from "#lib/wire/queue/line.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import { startApp, type RunningApp } from "#tests/support/start-app.ts";
import { replayedCalls } from "#tests/server/queue/replayed-calls.ts";
import { teamAt, type Team } from "./team.ts";

/** A Tuesday on which the demo's own line is elsewhere. */
const NOW = "2026-09-08T09:02:00+02:00";
const DESKS = 20;
const PEOPLE = 200;
/** Six hundred acts over HTTP under one lock, on a machine that may be doing other things: milliseconds. */
const PATIENCE = 300_000;

type CommandsRun = {
  readonly results: readonly { readonly outcome: string; readonly refusal?: string }[];
  readonly line: LineState;
};

let app: RunningApp;
let team: Team;

beforeAll(async () => {
  app = await startApp({ now: NOW });
  team = await teamAt(app, NOW, DESKS);
  const opened = await runs(
    0,
    { type: "give-numbers" },
    { type: "open", desks: team.users.map((conseiller, index) => ({ desk: index + 1, conseiller })) },
  );
  expect(opened.results.map(({ outcome }) => outcome)).toEqual(["applied", "applied"]);
}, PATIENCE);
afterAll(() => app.stop());

const command = (act: object): object => ({ id: randomUUID(), at: NOW, device: "tablet", ...act });

/** What the person at that desk sends, and what the server answers. */
async function sends(at: number, ...commands: readonly object[]): Promise<CommandsRun> {
  const answer = await team.post(at, { commands });
  const { results, state } = (await answer.json()) as { results: CommandsRun["results"]; state: unknown };
  return { results, line: lineFromWire(state) };
}
const runs = (at: number, ...acts: readonly object[]): Promise<CommandsRun> => sends(at, ...acts.map(command));

test("over HTTP: a command that is sent five times at once happens once", async () => {
  const add = command({ type: "add-visit", visit: randomUUID() });
  const tries = await Promise.all(Array.from({ length: 5 }, () => sends(1, add)));
  expect(tries.map(({ results }) => results[0]?.outcome).toSorted()).toEqual([
    "already-applied",
    "already-applied",
    "already-applied",
    "already-applied",
    "applied",
  ]);
  expect((await runs(0)).line.visits).toHaveLength(1);
});

test("over HTTP: a call to a desk of another conseiller is refused", async () => {
  const { results, line } = await runs(4, { type: "call-next", desk: 3 });
  expect(results).toMatchObject([{ outcome: "refused", refusal: "not-your-desk" }]);
  expect(line.visits.map(({ state }) => state)).toEqual(["waiting"]);
});

test(
  "over HTTP: twenty tablets that press « Suivant » at once for two hundred people call each once, in the order of the law",
  async () => {
    await app.db.query(
      `INSERT INTO visit (id, permanence_id, number, joined_at, priority)
     SELECT gen_random_uuid(), $1, n, $2::timestamptz + n * interval '1 millisecond', n % 50 = 0 FROM generate_series(2, ${PEOPLE}) n`,
      [team.permanence, NOW],
    );
    await app.db.query("UPDATE line SET next_number = $2 WHERE permanence_id = $1", [team.permanence, PEOPLE + 1]);
    const { line: start } = await runs(0);
    await Promise.all(team.users.map((_, at) => callsAndHelps(at)));
    const { rows } = await app.db.query<{ type: string; data: unknown; receivedAt: Date; commandId: string }>(
      `SELECT type, data, received_at AS "receivedAt", command_id AS "commandId" FROM queue_event WHERE permanence_id = $1 AND version > $2 ORDER BY id`,
      [team.permanence, start.version],
    );
    const calls = replayedCalls(start, rows);
    expect(calls.map(({ called }) => called).toSorted()).toEqual(start.visits.map(({ id }) => id).toSorted());
    expect(calls).toHaveLength(PEOPLE);
    expect(calls.filter(({ called, next }) => called !== next)).toEqual([]);
    expect((await runs(0)).line.visits.filter(({ state }) => state !== "done")).toEqual([]);
  },
  PATIENCE,
);

/** Until nobody waits. */
async function callsAndHelps(at: number): Promise<void> {
  for (;;) {
    const { line } = await runs(at, { type: "call-next", desk: at + 1 });
    const mine = line.visits.find((visit) => visit.state === "called" && visit.desk === at + 1)?.id;
    if (mine === undefined) return;
    await runs(at, { type: "start", visit: mine }, { type: "finish", visit: mine });
  }
}
