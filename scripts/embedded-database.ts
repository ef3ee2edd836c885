import { spawn, type ChildProcess } from "node:child_process";
import { open, readFile, stat, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { makeCluster, makeFolder } from "./data-folder.ts";
import { answers } from "./database-answer.ts";
import { freePort, portIsFree } from "./free-port.ts";
import { keptSecret } from "./kept-secret.ts";
import { until } from "./pause.ts";
import { cleanUpAtEnd } from "./cleanup.ts";
import { postgresProgram, type PostgresProgram } from "./postgres-program.ts";
import { endServer, ownerFile, runningServer } from "./running-server.ts";
import { CommandError } from "./command-error.ts";

const PREFERRED_PORT = 54320;
/** Milliseconds after which a start has failed; recovery after a power cut takes some of them. */
const PATIENCE = 30_000;

/** A running server; its address ends in a slash. `stop` ends it, unless another living command started it. */
export type EmbeddedServer = {
  readonly serverUrl: string;
  readonly folder: string;
  readonly stop: () => Promise<void>;
};

/** `settings`: of the server, such as `fsync=off` for tests. */
export type EmbeddedOptions = {
  readonly folder: string;
  readonly port?: number;
  readonly settings?: readonly string[];
};

/**
 * The real Postgres of the npm package, with its data in `folder`/postgres and a password of its own. Reuses the data
 * of an earlier start, and the server itself while another command runs it.
 */
export async function startEmbedded({ folder: given, port, settings = [] }: EmbeddedOptions): Promise<EmbeddedServer> {
  const folder = resolve(given);
  const data = join(folder, "postgres");
  const program = await postgresProgram();
  await makeFolder(folder, program);
  const password = await keptSecret(join(folder, "password"));
  const urlAt = (at: number): string => `postgres://permanences:${password}@127.0.0.1:${at}/`;

  const running = await runningServer(data, urlAt);
  if (running) {
    const stop = async (): Promise<void> => (running.owned ? undefined : endServer(running.pid));
    cleanUpAtEnd(stop);
    return { serverUrl: running.url, folder, stop };
  }
  await makeCluster(program, data, password);
  const chosen = port ?? ((await portIsFree(PREFERRED_PORT)) ? PREFERRED_PORT : await freePort());
  const pid = await start(program, folder, chosen, urlAt(chosen), settings);
  await writeFile(ownerFile(data), `${process.pid}\n`, { mode: 0o600 });
  return { serverUrl: urlAt(chosen), folder, stop: () => endServer(pid) };
}

async function start(
  program: PostgresProgram,
  folder: string,
  port: number,
  url: string,
  settings: readonly string[],
): Promise<number> {
  const log = join(folder, "postgres.log");
  // After a kill the last sessions may hold the shared memory for a moment: up to three tries.
  for (let tries = 3; ; tries -= 1) {
    const written = await stat(log).then(
      ({ size }) => size,
      () => 0,
    );
    const server = await launch(program, join(folder, "postgres"), port, log, settings);
    cleanUpAtEnd(() => endServer(server.pid ?? 0));
    const answer = await until(
      async () => (hasEnded(server) ? "ended" : (await answers(`${url}postgres`)) === "yes" ? "yes" : undefined),
      PATIENCE,
    );
    if (answer === "yes") return server.pid ?? 0;
    await endServer(server.pid ?? 0);
    const said = (await readFile(log, "utf8"))
      .slice(written)
      .split("\n")
      .filter((line) => /FATAL|HINT/.test(line))
      .join(" ");
    if (tries === 1 || !said.includes("shared memory")) {
      throw new CommandError(
        `The database did not start. Postgres says: ${said || `nothing within ${PATIENCE / 1_000} s`}. All of it is in ${log}.`,
      );
    }
  }
}

/** Keeps refused rows, which may hold names, out of the server's log (docs/personal-data.md#logs-and-measures); the client gets the error in any case. */
const QUIET = "log_min_messages=fatal";

async function launch(
  { postgres, runAs }: PostgresProgram,
  data: string,
  port: number,
  logFile: string,
  settings: readonly string[],
): Promise<ChildProcess> {
  const log = await open(logFile, "a", 0o600);
  const all = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "lc_messages=C",
    "timezone=UTC",
    QUIET,
    ...settings,
  ];
  const words = ["-D", data, "-p", String(port), ...all.flatMap((setting) => ["-c", setting])];
  // In a process group of its own: Ctrl-C in a terminal must end the application before its database.
  const server = spawn(postgres, words, { ...runAs, cwd: "/", detached: true, stdio: ["ignore", log.fd, log.fd] });
  server.on("error", () => undefined);
  await log.close();
  return server;
}

const hasEnded = (child: ChildProcess): boolean =>
  child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
