import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buildWhenChanged } from "#scripts/build-application.ts";
import { startNode, type Child, type Settings } from "#scripts/child.ts";
import { freePort } from "#scripts/free-port.ts";
import { until } from "#scripts/pause.ts";
import { serve } from "#scripts/serve.ts";
import { sourceHash } from "#scripts/source-hash.ts";
import { servingUrl } from "#tests/support/database.ts";
import { CommandError } from "#scripts/command-error.ts";

/** An application that answers at this address. */
export type Application = { readonly url: string; readonly stop: () => Promise<void> };

/** The build folder of the end-to-end tests: what they built is not built again. */
const DIST_DIR = ".next-test";

/** The folder of the empty application: beside the product, so that it finds the same packages; not under version control. */
const EMPTY_DIR = ".next-bench-empty";

/** The settings of the product in the bench, which serves the database at this address of its owner: APP_ENV=test, without limits of requests. */
export const settingsFor = (databaseUrl: string, now: string): Settings => ({
  APP_ENV: "test",
  APP_NOW: now,
  APP_SECRET: "a-secret-of-the-bench-only",
  DATABASE_URL: servingUrl(databaseUrl),
  LOG_LEVEL: "error",
  NEXT_DIST_DIR: DIST_DIR,
  NODE_ENV: "production",
});

/** Starts the product as production serves it, built first when its sources changed. */
export async function startProduct(settings: Settings): Promise<Application> {
  await buildWhenChanged(DIST_DIR);
  const port = await freePort();
  return serve("start", port, { ...settings, APP_URL: `http://localhost:${port}` }, true);
}

/** Starts an application of the same framework and locales that holds an empty page (/) and an empty handler (POST /empty). */
export async function startEmpty(): Promise<Application> {
  await buildEmpty();
  const port = await freePort();
  const child = nextInside("start", "--port", String(port));
  const url = `http://localhost:${port}`;
  const up = await until(
    async () =>
      child.hasEnded()
        ? "ended"
        : await fetch(url).then(
            () => "up" as const,
            () => undefined,
          ),
    60_000,
  );
  if (up !== "up") throw new CommandError(`The empty application did not start. ${(await child.end).said.trim()}`);
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
