/** @long */
import { describe, expect, test } from "@jest/globals";
import { FAULTS } from "#bench/simulate/tablets/faults.ts";
import { halfDayOf, simulateTablets } from "#bench/simulate/tablets/half-days.ts";
import { play } from "#bench/simulate/tablets/play.ts";
import { runs } from "#tests/support/property-runs.ts";

/** Half-days within which each fault is found; most are found in the first ten. */
const WITHIN = 150;
/**
 * Two of them show in `npm test` that the simulation finds a fault and makes it small; each is planted in `npm run
 * test:long`.
 */
const PLANTED = FAULTS.slice(0, runs(2, FAULTS.length));

describe("tablets, server, kiosk and telephones through whatever may happen", () => {
  test("every act shown as done is done, or was told not to be: with lost, late and doubled requests, reloads, kills and failing storages", async () => {
    expect(await simulateTablets({ seed: 1, acts: runs(2_500, 25_000) })).toMatchObject({ broken: undefined });
  });

  test("the same seed is the same half-day, to the last event", async () => {
    const { setting, script } = halfDayOf(7);
    const one = await play(script, setting);
    const other = await play(script, setting);
    expect(one.acts).toBeGreaterThan(50);
    expect(other).toEqual(one);
  });

  test.each(PLANTED)(
    "a fault is found, and shown in few steps: %s",
    async (fault) => {
      const { broken } = await simulateTablets({ seed: 1, halfDays: WITHIN, fault });
      expect(broken?.what).toBeDefined();
      expect(broken?.script.length).toBeLessThanOrEqual(40);
    },
    60_000,
  );
});
