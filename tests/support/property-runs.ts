import fc from "fast-check";

/**
 * `npm test` tries each property as often as it says, from one seed, so that a run can be repeated. `npm run explore` tries it
 * that many times more often, from a seed of its own that fast-check prints with what it found.
 */
const TIMES = Number(process.env["EXPLORE"] ?? 1);
const SEED = 20_261_125;

/** How often a property is tried that is usually tried so often. */
export const runs = (usual: number): number => usual * TIMES;

fc.configureGlobal({ numRuns: runs(100), ...(TIMES === 1 && { seed: SEED }) });
