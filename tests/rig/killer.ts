import { pause as wait, until } from "#scripts/pause.ts";
import type { KillableServer } from "#tests/support/killable-server.ts";
import { isWell, WELL_WITHIN, type Product } from "./applications.ts";
import { diceOf } from "./dice.ts";
import type { Size } from "./town.ts";

/** A process that is killed once that many operations were begun; `pause` milliseconds later it is started again. */
export type Kill = {
  readonly after: number;
  readonly victim: "application" | "postmaster" | "postmaster-and-backends";
  readonly pause: number;
};

const RANDOM_BELOW = 1_000_000;

/** The planned kills, spread over the run at random moments, with application and database in random order. */
export function killsOf({ seed, operations, applicationKills, databaseKills }: Size): readonly Kill[] {
  const dice = diceOf(seed, "kills");
  const count = applicationKills + databaseKills;
  let applications = applicationKills;
  return Array.from({ length: count }, (_, index) => {
    const isApplication = dice.whole(count - index) < applications;
    if (isApplication) applications -= 1;
    const together = dice.chance(0.5);
    return {
      // No kill in the first and last tenth of its part, so that two kills never coincide.
      after: Math.floor(((index + 0.1 + 0.8 * (dice.whole(RANDOM_BELOW) / RANDOM_BELOW)) * operations) / count),
      victim: isApplication ? "application" : together ? "postmaster-and-backends" : "postmaster",
      pause: dice.whole(300),
    };
  });
}

/** Counts operations as they begin, and kills application or database as planned, one after the other. */
export type Killer = {
  /** An operation begins. */
  readonly begun: () => void;
  /** Resolves when application and database run. */
  readonly up: () => Promise<void>;
  /**
   * Resolves when no kill is in progress; rejects with the error of a failed one. Kills that are not due are left out.
   */
  readonly rest: () => Promise<void>;
  readonly done: () => readonly Kill[];
};

/** Makes a killer for this application and its database. */
export function killerOf(
  kills: readonly Kill[],
  application: Pick<Product, "url" | "kill" | "start">,
  database: Pick<KillableServer, "kill" | "start">,
): Killer {
  const due = [...kills].sort((a, b) => a.after - b.after);
  const done: Kill[] = [];
  let begun = 0;
  let work: Promise<void> = Promise.resolve();
  const carryOut = async (kill: Kill): Promise<void> => {
    if (kill.victim === "application") {
      await application.kill();
      await wait(kill.pause);
      await application.start();
    } else {
      await database.kill(kill.victim === "postmaster-and-backends");
      await wait(kill.pause);
      await database.start();
      if ((await until(() => isWell(application.url), WELL_WITHIN)) === undefined)
        throw new Error("The application did not get well after its database came back.");
    }
    done.push(kill);
  };
  return {
    begun: () => {
      begun += 1;
      while (due[0] && due[0].after <= begun) {
        const [kill] = due.splice(0, 1);
        if (kill) work = work.then(() => carryOut(kill));
      }
      // A failure is reported to whoever waits for it.
      work.catch(() => undefined);
    },
    up: () => work,
    rest: () => work,
    done: () => done,
  };
}
