/** @long */
import { jest } from "@jest/globals";
import { buildWhenChanged } from "#scripts/build-application.ts";
import { check } from "#tests/rig/checker/check.ts";
import { endure } from "#tests/endurance/endure.ts";
import { PLANTED, WITHOUT_CONSTRAINT_BUT_LOCKED } from "#tests/rig/planted-faults.ts";
import type { Action } from "#tests/rig/history.ts";
import type { Size } from "#tests/rig/town.ts";
import { DIST_DIR } from "#tests/support/start-app.ts";

const SHORT: Size = {
  seed: 5,
  operations: 700,
  applicationKills: 2,
  databaseKills: 2,
  groups: 3,
  clientsInGroup: 5,
  turns: 20,
  messages: true,
};
/** Many clients in few half-days, so that their requests conflict. */
const CROWD: Size = {
  seed: 6,
  operations: 480,
  applicationKills: 0,
  databaseKills: 0,
  groups: 2,
  clientsInGroup: 12,
  turns: 10,
  messages: false,
};

/** Each run starts a database and an application of its own; some are killed and start again. */
jest.setTimeout(180_000);

/** A build takes a minute or two, and is then there for all. */
beforeAll(() => buildWhenChanged(DIST_DIR), 300_000);

const brokenBy = (broken: ReturnType<typeof check>): readonly string[] => broken.map(({ invariant }) => invariant);

test("with two kills of the application and two of its database, nothing is lost or done twice, no answer is false, and each is told once", async () => {
  const { evidence, kills } = await endure(SHORT);
  expect(check(evidence)).toEqual([]);
  expect(kills).toHaveLength(4);
  expect(evidence.operations.length).toBeGreaterThanOrEqual(SHORT.operations);
  const outcomes = Map.groupBy(evidence.operations, ({ outcome }) => outcome.kind);
  expect(outcomes.get("ok")?.length).toBeGreaterThan(SHORT.operations / 3);
  expect(outcomes.get("unknown")?.length).toBeGreaterThan(0);
  // How many are cancelled while they wait depends on who was quicker.
  const became = Map.groupBy(evidence.messages?.rows ?? [], (row) => row.became);
  expect(became.get("sent")?.length).toBeGreaterThan(15);
  expect(became.get("cancelled")?.length).toBeGreaterThan(0);
});

test("one client alone with the same seed does the same operations and is answered the same", async () => {
  const alone: Size = {
    seed: 9,
    operations: 60,
    applicationKills: 0,
    databaseKills: 0,
    groups: 1,
    clientsInGroup: 1,
    turns: 30,
    messages: false,
  };
  const [first, second] = [await endure(alone), await endure(alone)].map(({ evidence }) => evidence.operations);
  expect(inOrder(first ?? [])).toEqual(inOrder(second ?? []));
});

/** The operations without times and with each id replaced by the order of its first appearance. */
function inOrder(operations: readonly { readonly action: Action; readonly outcome: object }[]): readonly unknown[] {
  const ids: string[] = [];
  const named = (text: string): string => {
    if (!/^[0-9a-f]{8}-/.test(text)) return text;
    if (!ids.includes(text)) ids.push(text);
    return `id ${ids.indexOf(text)}`;
  };
  return operations.map(
    ({ action, outcome }) =>
      JSON.parse(
        JSON.stringify({ action, outcome }, (name, value: unknown) =>
          name === "at" || name === "until" ? "a moment" : typeof value === "string" ? named(value) : value,
        ),
      ) as unknown,
  );
}

describe("the checker finds a fault built into the database or the locks", () => {
  test("no lock", async () => {
    const broken = brokenBy(check((await endure(CROWD, PLANTED["no-lock"])).evidence));
    expect(broken).toEqual(
      expect.arrayContaining(["rows follow events", "each refusal was true at some instant of its call"]),
    );
    // The constraint still prevents overlaps.
    expect(broken).not.toContain("no overlap per lane");
  });
  test("no lock and no constraint", async () => {
    expect(brokenBy(check((await endure(CROWD, PLANTED["no-constraint"])).evidence))).toContain("no overlap per lane");
  });
  test("a number counted at READ COMMITTED", async () => {
    expect(brokenBy(check((await endure(CROWD, PLANTED["unlocked-count"])).evidence))).toContain(
      "numbers unique and dense outside leases",
    );
  });
  test("a key that can be used again", async () => {
    expect(brokenBy(check((await endure(CROWD, PLANTED["reused-key"])).evidence))).toEqual(["one key one effect"]);
  });
});

test("the lock alone prevents overlaps: without the constraint the checker finds nothing", async () => {
  expect(check((await endure(CROWD, WITHOUT_CONSTRAINT_BUT_LOCKED)).evidence)).toEqual([]);
});
