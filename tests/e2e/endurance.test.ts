/** @long */
import { jest } from "@jest/globals";
import { buildWhenChanged } from "#scripts/build-application.ts";
import { check } from "#tests/endurance/checker/check.ts";
import { DIST_DIR, endure } from "#tests/endurance/endure.ts";
import { FAULTS, WITHOUT_CONSTRAINT_BUT_LOCKED } from "#tests/endurance/faults.ts";
import type { Action } from "#tests/endurance/history.ts";
import type { Size } from "#tests/endurance/size.ts";

const SHORT: Size = {
  seed: 5,
  operations: 700,
  applicationKills: 2,
  databaseKills: 2,
  groups: 3,
  clientsInGroup: 5,
  turns: 20,
};
/** Many at few half-days, so that they meet. */
const CROWD: Size = {
  seed: 6,
  operations: 480,
  applicationKills: 0,
  databaseKills: 0,
  groups: 2,
  clientsInGroup: 12,
  turns: 10,
};

/** Each run starts a database and an application of its own; some are killed and start again. */
jest.setTimeout(180_000);

/** A build takes a minute or two, and is then there for all. */
beforeAll(() => buildWhenChanged(DIST_DIR), 300_000);

const brokenBy = (broken: ReturnType<typeof check>): readonly string[] => broken.map(({ invariant }) => invariant);

test("two kills of the application and two of its database lose nothing, double nothing and answer nothing untrue", async () => {
  const { evidence, kills } = await endure(SHORT);
  expect(check(evidence)).toEqual([]);
  expect(kills).toHaveLength(4);
  expect(evidence.operations.length).toBeGreaterThanOrEqual(SHORT.operations);
  const outcomes = Map.groupBy(evidence.operations, ({ outcome }) => outcome.kind);
  expect(outcomes.get("ok")?.length).toBeGreaterThan(SHORT.operations / 3);
  expect(outcomes.get("unknown")?.length).toBeGreaterThan(0);
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
  };
  const [first, second] = [await endure(alone), await endure(alone)].map(({ evidence }) => evidence.operations);
  expect(inOrder(first ?? [])).toEqual(inOrder(second ?? []));
});

/** Without the moments and the ids that the server makes: each id is the how-manieth one it is. */
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

describe("the checker notices a broken world", () => {
  test("no lock", async () => {
    const broken = brokenBy(check((await endure(CROWD, FAULTS["no-lock"])).evidence));
    expect(broken).toEqual(
      expect.arrayContaining(["rows follow events", "each refusal was true at some instant of its call"]),
    );
    // The constraint still holds.
    expect(broken).not.toContain("no overlap per lane");
  });
  test("no constraint, so that nothing is behind a lock that is not taken", async () => {
    expect(brokenBy(check((await endure(CROWD, FAULTS["no-constraint"])).evidence))).toContain("no overlap per lane");
  });
  test("a number counted at READ COMMITTED", async () => {
    expect(brokenBy(check((await endure(CROWD, FAULTS["unlocked-count"])).evidence))).toContain(
      "numbers unique and dense outside leases",
    );
  });
  test("a key that can be used again", async () => {
    expect(brokenBy(check((await endure(CROWD, FAULTS["reused-key"])).evidence))).toEqual(["one key one effect"]);
  });
});

test("the lock alone keeps the word: without the constraint behind it the checker has nothing to say", async () => {
  expect(check((await endure(CROWD, WITHOUT_CONSTRAINT_BUT_LOCKED)).evidence)).toEqual([]);
});
