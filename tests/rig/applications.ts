import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buildWhenChanged } from "#scripts/build-application.ts";
import { startNode, type Child, type Settings } from "#scripts/child.ts";
import { CommandError } from "#scripts/command-error.ts";
import { freePort } from "#scripts/free-port.ts";
import { until } from "#scripts/pause.ts";
import { serve } from "#scripts/serve.ts";
import { sourceHash } from "#scripts/source-hash.ts";
import { DIST_DIR } from "#tests/support/start-app.ts";
import { servedAt } from "./databases.ts";
import { killAll } from "./processes.ts";

/** An application that answers at this address. */
export type Application = { readonly url: string; readonly stop: () => Promise<void> };

/** The built product, which can be killed and started again on the same port. `said`: its output. */
export type Product = Application & {
  readonly kill: () => Promise<void>;
  readonly start: () => Promise<void>;
  readonly said: () => Promise<string>;
  readonly endedByItself: () => boolean;
};

/** The secret of the product in every run: the run derives the secrets of visits and appointments from it. */
export const SECRET = "a-secret-of-the-rig-only";

/** The settings of the built product in every run: without limits of requests. */
export const SERVED: Settings = {
  APP_ENV: "test",
  APP_SECRET: SECRET,
  LOG_LEVEL: "warn",
  NEXT_DIST_DIR: DIST_DIR,
  NODE_ENV: "production",
};

/** Milliseconds within which a started product must be healthy. */
export const WELL_WITHIN = 60_000;

/** The settings of the product in the bench, which serves the database at this address of its owner. */
export const settingsFor = (databaseUrl: string, now: string): Settings => ({
  ...SERVED,
  ...servedAt(databaseUrl, now),
  LOG_LEVEL: "error",
});

/**
 * Serves the product as production does, built first when its sources changed; `start` resolves when it and its
 * database are healthy.
 */
export async function startProduct(settings: Settings): Promise<Product> {
  await buildWhenChanged(DIST_DIR);
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const complaints: Promise<string>[] = [];
  let stopping = false;
  let byItself = false;
  const start = async () => {
    const served = await serve("start", port, { ...settings, APP_URL: url }, true);
    stopping = false;
    complaints.push(
      served.end.then(({ said }) => {
        byItself ||= !stopping;
        return said;
      }),
    );
    if ((await until(() => isWell(url), WELL_WITHIN)) === undefined)
      throw new Error("The application runs and does not get well.");
    return served;
  };
  let running = await start();
  return {
    url,
    endedByItself: () => byItself,
    kill: async () => {
      stopping = true;
      if (running.pid !== undefined) await killAll([running.pid]);
      await running.end;
    },
    start: async () => void (running = await start()),
    stop: () => {
      stopping = true;
      return running.stop();
    },
    said: async () => (await Promise.all(complaints)).join(""),
  };
}

/** True if the application reports that it and its database are healthy. */
export const isWell = (url: string): Promise<true | undefined> =>
  fetch(`${url}/healthz`, { redirect: "manual", signal: AbortSignal.timeout(5_000) }).then(
    ({ ok }) => ok || undefined,
    () => undefined,
  );

/**
 * The folder of the empty application: beside the product, so that it finds the same packages; not under version
 * control.
 */
const EMPTY_DIR = ".next-bench-empty";

/**
 * Starts an application of the same framework and locales that holds an empty page (/) and an empty handler (POST
 * /empty).
 */
export async function startEmpty(): Promise<Application> {
  await buildEmpty();
  const port = await freePort();
  const child = nextInside("start", "--port", String(port));
  const url = `http://localhost:${port}`;
  const answers = (): Promise<"up" | undefined> =>
    fetch(url).then(
      () => "up" as const,
      () => undefined,
    );
  if ((await until(() => (child.hasEnded() ? "ended" : answers()), WELL_WITHIN)) !== "up")
    throw new CommandError(`The empty application did not start. ${(await child.end).said.trim()}`);
  return { url, stop: child.stop };
}

const nextInside = (...words: readonly string[]): Child =>
  startNode(
    ["--disable-warning=DeprecationWarning", "bench/next-inside.ts", EMPTY_DIR, ...words],
    { NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" },
    true,
  );

async function buildEmpty(): Promise<void> {
  const sources = join("bench", "empty-app");
  const hash = `${await sourceHash(sources)} ${await readFile("package-lock.json", "utf8").then((text) => text.length)}`;
  const note = join(EMPTY_DIR, "built-from");
  if ((await readFile(note, "utf8").catch(() => "")) === hash) return;
  await rm(EMPTY_DIR, { recursive: true, force: true });
  await cp(sources, EMPTY_DIR, { recursive: true });
  const { code, said } = await nextInside("build").end;
  if (code !== 0)
    throw new CommandError(`The empty application (bench/empty-app) could not be built. Next says:\n${said.trim()}`);
  await writeFile(note, hash);
}
