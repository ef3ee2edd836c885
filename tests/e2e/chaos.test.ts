/** @long */
import { jest } from "@jest/globals";
import { playChaos, type Options, type ChaosOutcome } from "#tests/chaos/chaos.ts";
import { FAULTS, type Fault, type FaultName } from "#tests/rig/faults.ts";
import { brokenBounds } from "#tests/chaos/verdict.ts";

const ALL: readonly (readonly [FaultName, Fault])[] = Object.entries(FAULTS) as [FaultName, Fault][];

/**
 * One round of each fault. Cut screens and full disks last longer than an old truth may; the database is frozen for a
 * shorter time than usual.
 */
const SHORT: Options = {
  faults: ALL.map(([name]) => name),
  rounds: 1,
  seed: 4,
  freeze: 15_000,
  together: 1,
  forgetful: false,
  keepAll: false,
};

/**
 * Seven installations are started one after the other, and each is given a minute and a half at most: twice as long on
 * a busy machine.
 */
jest.setTimeout(1_500_000);

let outcome: ChaosOutcome;

beforeAll(async () => {
  outcome = await playChaos(SHORT, (sentence) => console.log(sentence));
});

test.each(ALL.filter(([, { whyNot }]) => whyNot?.() === undefined).map(([name, { title }]) => [title, name] as const))(
  "%s: all is back in time without a touch, no screen shows an old truth, no page is blank, nothing is lost or doubled",
  (_, name) => {
    const [round] = outcome.rounds.filter(({ fault }) => fault === name);
    expect(round && brokenBounds(round)).toEqual([]);
  },
);

test("a fault that this machine cannot play is named with the reason", () => {
  const reasons = ALL.flatMap(([, { title, whyNot }]) => {
    const why = whyNot?.();
    return why === undefined ? [] : [`${title}: not played, ${why}.`];
  });
  expect([outcome.skipped, outcome.failed]).toEqual([reasons, []]);
});

test("an act done twice is found: a database that forgets which requests it has done breaks the bound", async () => {
  const { rounds } = await playChaos({ ...SHORT, faults: ["screen"], forgetful: true }, () => undefined);
  expect(rounds.flatMap(({ doubled }) => doubled).join("\n")).toMatch(/for which \d+ keys asked|led to/u);
});
