import fc from "fast-check";

/**
 * Settings of the property tests. `npm test` tries each property its usual number of times from a fixed seed, so that a
 * run can be repeated; `npm run test:long` tries it five times as often (`PROPERTY_TIMES`), from that seed too. `npm
 * run explore` tries it as often as asked, from a random seed (`PROPERTY_SEED=random`), which fast-check prints with a
 * failure.
 */
const TIMES = Number(process.env["PROPERTY_TIMES"] ?? 1);
/** How many times as often `npm run test:long` tries a property. */
const LONG = 5;
const SEED = 20_261_125;
const isRandom = process.env["PROPERTY_SEED"] === "random";

/**
 * The number of tries of a property in this run, given those in `npm test`, and those in `npm run test:long` unless
 * they are five times as many.
 */
export const runs = (usual: number, inTheLongRun = LONG * usual): number =>
  TIMES === 1 ? usual : Math.ceil((inTheLongRun * TIMES) / LONG);

fc.configureGlobal({ numRuns: runs(100), ...(!isRandom && { seed: SEED }) });
