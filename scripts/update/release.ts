import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, readlink, realpath, rename, rm, symlink } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { environment } from "#lib/server/env.ts";
import { BUILD } from "#lib/wire/queue/sent-commands.ts";
import { distDir } from "#scripts/build-application.ts";
import { CommandError } from "#scripts/command-error.ts";
import { MIGRATIONS } from "#scripts/migrate-database.ts";
import { until } from "#scripts/pause.ts";
import { chosenPortOf, health } from "#scripts/serve.ts";
import { startOfWorker } from "#scripts/worker-health.ts";
import { sourceHash } from "#scripts/source-hash.ts";

/**
 * How versions are exchanged on this machine: `link` leads to the folder of the one that serves, `restart` is a command
 * of the shell.
 */
export type Exchange = { readonly link: string; readonly restart: string; readonly previous: string };

/**
 * Milliseconds in which the restarted application must answer: systemd waits ten seconds, a start may build an index.
 */
const PATIENCE = 90_000;

/**
 * How the settings CURRENT_LINK and RESTART_COMMAND say that versions are exchanged; undefined without them, as in
 * containers. Refuses one without the other, a link that leads nowhere, and the version that serves already.
 */
export async function exchangeOf(settings: typeof environment = environment): Promise<Exchange | undefined> {
  const { CURRENT_LINK: link, RESTART_COMMAND: restart } = settings;
  if (!link && !restart) return undefined;
  if (!link || !restart)
    throw new CommandError("Set both CURRENT_LINK and RESTART_COMMAND, or neither, as .env.example explains.");
  const target = await readlink(link).catch(() => {
    throw new CommandError(`${link} (CURRENT_LINK) is no link to the folder of a version. Make it with ln -s.`);
  });
  const previous = await realpath(link).catch(() => {
    throw new CommandError(`${link} (CURRENT_LINK) leads to ${target}, which is not there.`);
  });
  if (previous === (await realpath(".")))
    throw new CommandError(
      "This is the version that serves. Install the new one in a folder beside it, and run the command there.",
    );
  return { link, restart, previous };
}

/** Refuses a folder that was not built from its sources: building takes minutes, in which nothing may be half done. */
export async function refuseUnbuilt(): Promise<void> {
  const built = await readFile(join(distDir(), "built-from"), "utf8").catch(() => "");
  if (built !== (await sourceHash()))
    throw new CommandError("This version is not built from its sources: npm run build, then again.");
}

/** The migrations that the previous version knows; undefined where its folder is not known. */
export const migrationsOf = async (exchange: Exchange | undefined): Promise<readonly string[] | undefined> =>
  exchange && readdir(join(exchange.previous, MIGRATIONS));

/**
 * Lets this version serve: the link leads here, and the processes are started again. Throws a CommandError when it does
 * not get well.
 */
export async function serveThis({ link, restart }: Exchange, patience = PATIENCE): Promise<void> {
  const id = (await readFile(join(distDir(), "BUILD_ID"), "utf8")).trim();
  await lead(link, await realpath("."));
  await runRestart(restart);
  await whenAnswered((build) => build === id, patience);
}

/** Lets the version before serve again, in the same way. */
export async function servePrevious({ link, restart, previous }: Exchange, patience = PATIENCE): Promise<void> {
  const id = (await readFile(join(previous, distDir(), "BUILD_ID"), "utf8")).trim();
  await lead(link, previous);
  await runRestart(restart);
  await whenAnswered((build) => build === id || build === null, patience);
}

/** Replaces the link in one step: whoever starts meanwhile finds the one folder or the other. */
async function lead(link: string, folder: string): Promise<void> {
  const made = `${link}.new`;
  await rm(made, { force: true });
  await symlink(relative(dirname(link), folder), made);
  await rename(made, link);
}

async function runRestart(command: string): Promise<void> {
  const child = spawn("sh", ["-c", command], { cwd: "/", stdio: ["ignore", "inherit", "inherit"] });
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) throw new CommandError(`“${command}” (RESTART_COMMAND) ended with ${code}.`);
}

/**
 * Waits until the application answers that it is well, from a build that `isIt`; null: of a version that does not name
 * its build.
 */
async function whenAnswered(isIt: (build: string | null) => boolean, patience: number): Promise<void> {
  let last = "nobody answers";
  const well = await until(async () => {
    const response = await health(chosenPortOf(), { APP_ENV: "production" });
    const build = response?.headers.get(BUILD) ?? null;
    if (response?.ok && isIt(build)) return true;
    last = response
      ? `it answers ${response.status}${response.ok ? " from another version" : ` ${await response.text().catch(() => "")}`}`
      : "nobody answers";
    return undefined;
  }, patience);
  if (!well)
    throw new CommandError(
      `After ${patience / 1_000} seconds its health check (/healthz) is not well: ${last.trim()}.`,
    );
}

/** The port of the worker in its unit for systemd, where WORKER_PORT is set for the worker alone. */
const WORKER_PORT = "3001";

/** Milliseconds in which the restarted worker must have looked for work. */
const WORKER_PATIENCE = 60_000;

/**
 * Says whether the worker of this machine works since `moment` (milliseconds): a worker that has not started since is
 * that of the previous version. Undefined where there is none to ask: no WORKER_PORT is set, and the command that
 * restarts names no worker.
 */
export async function sayWorkerSince(
  { restart }: Exchange,
  moment: number,
  patience = WORKER_PATIENCE,
  settings: typeof environment = environment,
): Promise<string | undefined> {
  const port = settings["WORKER_PORT"] || (restart.includes("worker") ? WORKER_PORT : undefined);
  if (port === undefined) return undefined;
  let seen = "nobody answers";
  const works = await until(async () => {
    const started = await startOfWorker(port);
    if (started !== undefined && started >= moment) return true;
    if (started !== undefined) seen = "one answers that was started before this update";
    return undefined;
  }, patience);
  return works
    ? "The worker was started again, and looks for work."
    : `The worker is not seen to work since this update (http://localhost:${port}/healthz: ${seen}). The application does what is due meanwhile. Look into its log, and start it: journalctl -u permanences-worker -n 30, systemctl restart permanences-worker`;
}
