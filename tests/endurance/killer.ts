import { pause as wait, until } from "#scripts/pause.ts";
import type { Application, Database } from "./instance.ts";
import { isWell, WELL_WITHIN } from "./instance.ts";
import type { Kill } from "./plan.ts";

/** Counts operations as they begin, and kills application or database as planned, one after the other. */
export type Killer = {
  /** An operation begins. */
  readonly begun: () => void;
  /** Resolves when application and database run. */
  readonly up: () => Promise<void>;
  /** Resolves when no kill is in progress; rejects with the error of a failed one. Kills that are not due are left out. */
  readonly rest: () => Promise<void>;
  readonly done: () => readonly Kill[];
};

/** Makes a killer for this application and its database. */
export function killerOf(kills: readonly Kill[], application: Application, database: Database): Killer {
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
