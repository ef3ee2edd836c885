import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { cleanUpAtEnd } from "#scripts/cleanup.ts";
import { openBrowser } from "#tests/support/devices.ts";
import { mountSmallDisk, type SmallDisk } from "#tests/rig/disk.ts";
import { FAULTS, type Fault, type FaultName } from "#tests/rig/faults.ts";
import { beginRun, startInstance, type Instance } from "#tests/rig/instance.ts";
import { Stage, type Timeline } from "./stage.ts";
import { brokenBounds, inShort, type Round } from "./verdict.ts";

/**
 * The options of a run. `freeze`: milliseconds for which the database is frozen. `together`: instances at the same
 * time.
 */
export type Options = {
  readonly faults: readonly FaultName[];
  readonly rounds: number;
  readonly seed: number;
  readonly freeze: number;
  readonly together: number;
  /** Lets the database forget which requests it has done, to prove that the run finds acts done twice. */
  readonly forgetful: boolean;
  /** Keeps the timelines of all rounds, not only of those that broke a bound. */
  readonly keepAll: boolean;
};

/**
 * What came of a run. `skipped`: why a fault was not played; `failed`: why one could not be played to its end. `kept`:
 * the folder with the rounds that were kept, if any were.
 */
export type ChaosOutcome = {
  readonly rounds: readonly Round[];
  readonly skipped: readonly string[];
  readonly failed: readonly string[];
  readonly kept: string | undefined;
};

/**
 * Plays the faults, each on an instance of its own, `together` of them at once. Builds the application first when its
 * sources changed.
 */
export async function playChaos(options: Options, onProgress: (sentence: string) => void): Promise<ChaosOutcome> {
  const folder = await beginRun();
  const browser = await openBrowser();
  const rounds: Round[] = [];
  const skipped: string[] = [];
  const failed: string[] = [];
  const kept = join("tests/results/chaos", `seed-${options.seed}-${process.pid}`);
  let anyKept = false;
  const keep = async (stage: Stage, round: Round, timeline: Timeline): Promise<void> => {
    anyKept = true;
    await keepRound(join(kept, `${round.fault}-${round.round}`), stage, timeline);
  };
  const waiting = (Object.keys(FAULTS) as FaultName[]).filter((name) => options.faults.includes(name));
  const work = async (): Promise<void> => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const fault: Fault = FAULTS[name];
      const whyNot = fault.whyNot?.();
      if (whyNot !== undefined) {
        skipped.push(`${fault.title}: not played, ${whyNot}.`);
        onProgress(skipped.at(-1) ?? "");
        continue;
      }
      await playFault(name, fault, { options, browser, folder: folder.path }, async (stage, round, timeline) => {
        rounds.push(round);
        const broken = brokenBounds(round);
        onProgress(
          `${fault.title}, round ${round.round}: ${broken.length === 0 ? "all bounds kept" : inShort(broken)}`,
        );
        if (broken.length > 0 || options.keepAll) await keep(stage, round, timeline);
      }).catch((error: unknown) => {
        failed.push(`${fault.title}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
        onProgress(failed.at(-1) ?? "");
      });
    }
  };
  try {
    await Promise.all(Array.from({ length: options.together }, work));
  } finally {
    await browser.close();
    await folder.remove();
  }
  return { rounds, skipped, failed, kept: anyKept ? kept : undefined };
}

type Ground = { readonly options: Options; readonly browser: Browser; readonly folder: string };

/** All rounds of one fault, on one instance. */
async function playFault(
  name: FaultName,
  fault: Fault,
  { options, browser, folder: below }: Ground,
  onRound: (stage: Stage, round: Round, timeline: Timeline) => Promise<void>,
): Promise<void> {
  const base = join(below, name);
  await mkdir(base, { mode: 0o711 });
  const disk = fault.needsDisk ? await mountSmallDisk(base) : undefined;
  if (disk) cleanUpAtEnd(() => disk.remove().catch(() => undefined));
  let instance: Instance | undefined;
  try {
    instance = await startInstance(join(disk?.folder ?? base, "data"), options.seed, options.forgetful);
    await playRounds(name, instance, disk, options, browser, onRound);
  } catch (error) {
    if (!instance) throw error;
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
    throw new Error(`${why}\nThe commands of the instance said last:\n${instance.said()}`, { cause: error });
  } finally {
    await instance?.stop();
    await disk?.remove();
  }
}

async function playRounds(
  name: FaultName,
  instance: Instance,
  disk: SmallDisk | undefined,
  { rounds, seed, freeze }: Options,
  browser: Browser,
  onRound: (stage: Stage, round: Round, timeline: Timeline) => Promise<void>,
): Promise<void> {
  const stage = await Stage.open(instance, browser, disk, seed);
  try {
    for (let round = 1; round <= rounds; round += 1) {
      const played = await stage.play(name, round, freeze);
      await onRound(stage, played.round, played.timeline);
      if (Object.values(played.round.back).includes(undefined)) await stage.touch();
    }
  } finally {
    await stage.close();
  }
}

/** Keeps the pictures of the four screens, the timeline of a round, and what the commands of the instance said last. */
async function keepRound(folder: string, { screens, instance }: Stage, timeline: Timeline): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "timeline.json"), JSON.stringify(timeline, undefined, 1));
  await writeFile(join(folder, "said.txt"), instance.said());
  for (const [name, { page }] of Object.entries(screens))
    await page
      .screenshot({ path: join(folder, `${name}.png`), animations: "disabled", timeout: 5_000 })
      .catch(() => undefined);
}
