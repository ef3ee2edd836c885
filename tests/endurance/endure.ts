import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildWhenChanged } from "#scripts/build-application.ts";
import { makeDatabase } from "#scripts/database.ts";
import { prepareDatabase } from "#scripts/prepare-database.ts";
import { servingRoleOn } from "#tests/support/database.ts";
import { clock } from "#lib/server/clock.ts";
import { openLine } from "./ask.ts";
import { runClient } from "./client.ts";
import { readEvidence, type Evidence } from "./evidence.ts";
import { BEGINNING, type HalfDay } from "./half-days.ts";
import { openHistory, readHistory } from "./history.ts";
import { startApplication, startDatabase, type Application, type Database } from "./instance.ts";
import { killerOf, type Killer } from "./killer.ts";
import { allTold, slowGateway } from "./messages.ts";
import { Known } from "./knowledge.ts";
import { intentsOf, killsOf, type Kill } from "./plan.ts";
import { prepare } from "./recorder.ts";
import { secretOf } from "#lib/server/secrets.ts";
import type { Size } from "./size.ts";
import { writeStartData, type StartData } from "./start-data.ts";

/** The build folder of the end-to-end tests. */
export const DIST_DIR = ".next-test";
const SECRET = "a-secret-of-the-endurance-run";

/** The result of a run: evidence for the checker, the kills, the duration in seconds, and the application's output. */
export type Endured = {
  readonly evidence: Evidence;
  readonly kills: readonly Kill[];
  readonly seconds: number;
  readonly said: string;
};

/** A fault that is built in to prove that the checker finds it: SQL run before the operations, and a proxy in front of the database. */
export type Fault = {
  readonly sql: string;
  readonly proxy: (databaseUrl: string) => Promise<{ readonly url: string; readonly close: () => Promise<void> }>;
};

/** Called with a sentence about the progress of a run. */
type OnProgress = (sentence: string) => void;

/**
 * Serves the built application as production does, on an embedded database, lets the clients of the seed do their
 * operations over HTTP while both are killed and started again, and reads what is left. Builds first when the sources changed.
 */
export async function endure(size: Size, fault?: Fault, onProgress: OnProgress = () => undefined): Promise<Endured> {
  await buildWhenChanged(DIST_DIR);
  const folder = await mkdtemp(join(process.env["TEST_FOLDER"] ?? tmpdir(), "permanences-endurance-"));
  await chmod(folder, 0o711);
  const database = await startDatabase(folder);
  try {
    return await runOn(database, folder, size, fault, onProgress);
  } finally {
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function runOn(
  database: Database,
  folder: string,
  size: Size,
  fault: Fault | undefined,
  onProgress: OnProgress,
): Promise<Endured> {
  process.env["APP_SECRET"] = SECRET;
  await makeDatabase(database.serverUrl, "permanences");
  const direct = `${database.serverUrl}permanences`;
  const serving = await servingRoleOn(direct);
  await prepareDatabase({ url: serving, ownerUrl: direct }, "test");
  clock.move(0);
  clock.move(BEGINNING - clock.now());
  const data = await writeStartData(direct, size, clock.offset());
  await prepare(direct, fault?.sql);
  const proxy = await fault?.proxy(serving);
  const gateway = size.messages ? await slowGateway() : undefined;
  const application = await startApplication({
    APP_ENV: "test",
    APP_SECRET: SECRET,
    DATABASE_URL: proxy?.url ?? serving,
    NEXT_DIST_DIR: DIST_DIR,
    NODE_ENV: "production",
    LOG_LEVEL: "warn",
    ...gateway?.settings,
  });
  const history = join(folder, "history.jsonl");
  try {
    const { kills, seconds } = await carryOut(size, data, application, database, history, onProgress);
    const lines = await readEvidence(direct, await readHistory(history), clock.offset());
    const evidence = gateway ? { ...lines, messages: await allTold(direct, gateway.arrivals) } : lines;
    if (application.endedByItself())
      throw new Error(`The application ended though nobody killed it. It said:\n${await application.said()}`);
    await application.stop();
    return { evidence, kills, seconds, said: await application.said() };
  } finally {
    await application.stop();
    await proxy?.close();
    await gateway?.close();
  }
}

async function carryOut(
  size: Size,
  { halfDays, doors }: StartData,
  application: Application,
  database: Database,
  file: string,
  onProgress: OnProgress,
): Promise<{ readonly kills: readonly Kill[]; readonly seconds: number }> {
  const line = openLine(application.url);
  const history = openHistory(file);
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
  await history.close();
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
