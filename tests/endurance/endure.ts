import { join } from "node:path";
import { clock } from "#lib/server/clock.ts";
import { secretOf } from "#lib/server/secrets.ts";
import { SERVED, startProduct, type Product } from "#tests/rig/applications.ts";
import { runClient } from "#tests/rig/client.ts";

import { readEvidence, type Evidence } from "#tests/rig/evidence.ts";
import { openHistory, type History } from "#tests/rig/history.ts";
import { beginRun } from "#tests/rig/instance.ts";
import { intentsOf } from "#tests/rig/intents.ts";
import { killerOf, killsOf, type Kill, type Killer } from "#tests/rig/killer.ts";
import { Known } from "#tests/rig/known.ts";
import { allTold, slowGateway } from "#tests/rig/messages.ts";
import type { PlantedFault } from "#tests/rig/planted-faults.ts";
import { openLine } from "#tests/rig/requests.ts";
import { makeTown, type HalfDay, type Size, type Town } from "#tests/rig/town.ts";
import { servingUrl } from "#tests/support/database.ts";
import { startKillableServer, type KillableServer } from "#tests/support/killable-server.ts";

/**
 * The size of `npm run endurance`: 100,000 operations, 30 kills each of application and database
 * (docs/decisions/endurance-and-faults.md).
 */
export const WHOLE: Size = {
  seed: 1,
  operations: 100_000,
  applicationKills: 30,
  databaseKills: 30,
  groups: 6,
  clientsInGroup: 5,
  turns: 36,
  messages: true,
};

/** The result of a run: evidence for the checker, the kills, and the duration in seconds. */
export type Endured = {
  readonly evidence: Evidence;
  readonly kills: readonly Kill[];
  readonly seconds: number;
};

/** Called with a sentence about the progress of a run. */
type OnProgress = (sentence: string) => void;

/**
 * Serves the built application as production does, on an embedded database, lets the clients of the seed do their
 * operations over HTTP while both are killed and started again, and reads what is left. Builds first when the sources
 * changed.
 */
export async function endure(
  size: Size,
  fault?: PlantedFault,
  onProgress: OnProgress = () => undefined,
): Promise<Endured> {
  const folder = await beginRun();
  const database = await startKillableServer(join(folder.path, "data"), { durable: true });
  try {
    return await runOn(database, size, fault, onProgress);
  } finally {
    await database.stop();
    await folder.remove();
  }
}

async function runOn(
  database: KillableServer,
  size: Size,
  fault: PlantedFault | undefined,
  onProgress: OnProgress,
): Promise<Endured> {
  const { url: direct, town } = await makeTown(database.serverUrl, size, fault?.sql);
  const serving = servingUrl(direct);
  const proxy = await fault?.proxy?.(serving);
  const gateway = size.messages ? await slowGateway() : undefined;
  const application = await startProduct({
    ...SERVED,
    DATABASE_URL: proxy?.url ?? serving,
    ...gateway?.settings,
  });
  const history = openHistory();
  try {
    const { kills, seconds } = await carryOut(size, town, application, database, history, onProgress);
    const lines = await readEvidence(direct, history.operations(), clock.offset());
    const evidence = gateway ? { ...lines, messages: await allTold(direct, gateway.arrivals) } : lines;
    if (application.endedByItself())
      throw new Error(`The application ended though nobody killed it. It said:\n${await application.said()}`);
    return { evidence, kills, seconds };
  } finally {
    await application.stop();
    await proxy?.close();
    await gateway?.close();
  }
}

async function carryOut(
  size: Size,
  { halfDays, doors }: Town,
  application: Product,
  database: KillableServer,
  history: History,
  onProgress: OnProgress,
): Promise<{ readonly kills: readonly Kill[]; readonly seconds: number }> {
  const line = openLine(application.url);
  const killer = reporting(killerOf(killsOf(size), application, database), size, onProgress);
  const halfDay = (group: number, round: number): HalfDay => {
    const found = halfDays[group % size.groups]?.[round];
    if (!found) throw new Error(`The seed made no half-day ${round} for the group ${group}.`);
    return found;
  };
  const kept = new Map<string, Known>();
  const known = (group: number, round: number): Known => {
    const name = `${group}.${round}`;
    const here = kept.get(name) ?? new Known(halfDay(group, round));
    kept.set(name, here);
    return here;
  };
  const began = performance.now();
  await Promise.all(
    Array.from({ length: size.groups * size.clientsInGroup }, (_, client) =>
      runClient(intentsOf(size, client), {
        line,
        history,
        killer,
        known,
        now: clock.now,
        elsewhere: (group, round) => halfDay(group + 1, round),
        shown: ({ group, rank, round }) => ({
          bearer: secretOf("token", halfDay(group, round).team[rank]?.token ?? "", 1),
          door: doors[group] ?? "",
        }),
      }),
    ),
  );
  await killer.rest();
  line.close();
  return { kills: killer.done(), seconds: (performance.now() - began) / 1_000 };
}

/** A killer that reports the progress at each tenth of the operations. */
function reporting(killer: Killer, { operations }: Size, onProgress: OnProgress): Killer {
  let begun = 0;
  return {
    ...killer,
    begun: () => {
      begun += 1;
      if (begun % Math.ceil(operations / 10) === 0)
        onProgress(`${begun} operations asked, ${killer.done().length} kills survived.`);
      killer.begun();
    },
  };
}
