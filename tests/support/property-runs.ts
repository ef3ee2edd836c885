import fc from "fast-check";

/**
 * Settings of the property tests. `npm test` tries each property its usual number of times from a fixed seed, so that a run
 * can be repeated. `npm run explore` multiplies that number and uses a random seed, which fast-check prints with a failure.
 */
const TIMES = Number(process.env["EXPLORE"] ?? 1);
const SEED = 20_261_125;

/** The number of tries of a property in this run, given its usual number. */
export const runs = (usual: number): number => usual * TIMES;

fc.configureGlobal({ numRuns: runs(100), ...(TIMES === 1 && { seed: SEED }) });
