/** @long */
import { describe, expect, test } from "@jest/globals";
import { simulateTablets } from "#bench/simulate/tablets/half-days.ts";

/** Half a minute of one core that has nothing else to do. */
const ACTS = 250_000;

describe("tablets, server, kiosk and telephones through whatever may happen", () => {
  test(`every act shown as done is done, or was told not to be, of ${ACTS}`, async () => {
    // Other half-days than the short run.
    expect(await simulateTablets({ seed: 1_000, acts: ACTS })).toMatchObject({ broken: undefined });
  }, 600_000);
});
