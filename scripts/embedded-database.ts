import { spawn, type ChildProcess } from "node:child_process";
import { open, readFile, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { freeSpace } from "#lib/server/free-space.ts";
import { howItEnded } from "./child.ts";
import { makeCluster, makeFolder } from "./data-folder.ts";
import { claim, livingOwner, release } from "./database-owner.ts";
import { freePort, portIsFree } from "./free-port.ts";
import { keptSecret, readSecret } from "./kept-secret.ts";
import { pause } from "./pause.ts";
import { cleanUpAtEnd } from "./cleanup.ts";
import { postgresProgram, type PostgresProgram } from "./postgres-program.ts";
import {
  endServer,
  forgetPostmaster,
  isPostgres,
  recordedPostmaster,
  runningServer,
  whenItAnswers,
} from "./running-server.ts";
import { CommandError } from "./command-error.ts";
import { NoSpaceError } from "./no-space-error.ts";

const PREFERRED_PORT = 54320;
/** Milliseconds for which a server that starts may be silent. */
const PATIENCE = 30_000;
/** Milliseconds for which the sessions of a killed server may hold its shared memory: they end with their statement. */
const SESSIONS_END = 30_000;
/** Milliseconds between two looks whether the server runs and who keeps it. */
const LOOK_EVERY = 250;
/** Bytes without which no server starts: a segment of its log (WAL) and as much again. */
const SPACE_TO_START = 32_000_000;

/**
 * A running server; its address ends in a slash. `ended` resolves, with how, once it has ended; `start` starts it again
 * on the same port, or waits until the command that keeps it has done so. `stop` ends it if this command keeps it;
 * nothing starts it after that. This command keeps a server that it started, and one that it found only while it waits
 * for `ended`.
 */
export type EmbeddedServer = {
  readonly serverUrl: string;
  readonly folder: string;
  readonly ended: () => Promise<string>;
  readonly start: () => Promise<void>;
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
 * of an earlier start, and the server itself while it runs. One that was found running is left running, unless this
 * command supervises it and the one that kept it has ended.
 */
export async function startEmbedded({ folder: given, port, settings = [] }: EmbeddedOptions): Promise<EmbeddedServer> {
  const folder = resolve(given);
  const data = join(folder, "postgres");
  const program = await postgresProgram();
  await makeFolder(folder, program);
  const password = await keptSecret(passwordFile(folder));
  const urlAt = (at: number): string => serverAddress(password, at);

  const stopping = new AbortController();
  /** The server in use; `kept`: by this command, which ends it. */
  let server: { readonly pid: number; readonly process?: ChildProcess; kept: boolean } | undefined;
  const refuseStopped = (): void => {
    if (stopping.signal.aborted) throw new CommandError("The command is ending.");
  };

  /**
   * Uses the server that runs or starts one, and returns its port. Waits while another command that keeps it is to
   * start it.
   */
  const bring = async (at: number | undefined, patience: number): Promise<number> => {
    for (const givesUp = performance.now() + patience; ; await pause(LOOK_EVERY)) {
      refuseStopped();
      const running = await runningServer(data, urlAt);
      if (running) {
        server = { pid: running.pid, kept: false };
        if (at !== undefined && port === undefined && running.port !== at)
          throw new CommandError(
            `The database of ${folder} was started on port ${running.port} by another command, and was on ${at} before: end this command and start it again.`,
          );
        return running.port;
      }
      if (await claim(folder)) {
        await makeCluster(program, data, password);
        const chosen = at ?? (await portFor(data));
        await forgetPostmaster(data);
        await startOn(chosen);
        return chosen;
      }
      if (performance.now() > givesUp)
        throw new CommandError(
          `Another command (process ${await livingOwner(folder)}) keeps the database of ${folder}, which does not run. End that command, then start again.`,
        );
    }
  };

  const startOn = async (at: number): Promise<void> => {
    const log = join(folder, "postgres.log");
    for (const givesUp = performance.now() + SESSIONS_END; ; await pause(LOOK_EVERY)) {
      refuseStopped();
      const written = await stat(log).then(
        ({ size }) => size,
        () => 0,
      );
      const process = await launch(program, data, at, log, settings);
      server = { pid: process.pid ?? 0, process, kept: true };
      if (stopping.signal.aborted) await endServer(server.pid);
      const found = await whenItAnswers(urlAt(at), PATIENCE, () => hasEnded(process));
      if (found === "answers") return;
      await endServer(server.pid);
      refuseStopped();
      const said = (await readFile(log, "utf8"))
        .slice(written)
        .split("\n")
        .filter((line) => /FATAL|PANIC|HINT/.test(line))
        .join(" ");
      if (said.includes("shared memory") && performance.now() < givesUp) continue;
      throw await reasonOf(said, folder, at);
    }
  };

  let starting: Promise<number> | undefined;
  const begin = (at: number | undefined, patience: number): Promise<number> => (starting = bring(at, patience));

  /**
   * Taking over the server of a command that was killed; once it is noted in the folder, this command ends the server.
   */
  let takingOver: Promise<boolean> | undefined;

  const stop = async (): Promise<void> => {
    stopping.abort();
    await takingOver?.catch(() => false);
    const end = async (): Promise<void> => (server?.kept ? endServer(server.pid) : undefined);
    await end();
    await starting?.catch(() => undefined);
    await end();
    if (server?.kept) await release(folder);
  };
  cleanUpAtEnd(stop);

  const chosen = await begin(port, PATIENCE);
  return {
    serverUrl: urlAt(chosen),
    folder,
    stop,
    start: async () => void (await begin(chosen, Infinity)),
    ended: async () => {
      for (; server && (await isPostgres(server.pid)); await pause(LOOK_EVERY))
        if (!server.kept && (await livingOwner(folder)) === undefined && !stopping.signal.aborted)
          server.kept = await (takingOver = claim(folder));
      // Of a server that another command started nobody learns how.
      return server?.process ? howItEnded(server.process.exitCode, server.process.signalCode) : "is gone.";
    },
  };
}

const passwordFile = (folder: string): string => join(folder, "password");
const serverAddress = (password: string, port: number): string =>
  `postgres://permanences:${password}@127.0.0.1:${port}/`;

/**
 * The address of the server of this folder, if it runs; it ends in a slash. Starts and changes nothing. Refuses a
 * server that runs and does not answer.
 */
export async function runningEmbedded(folder: string): Promise<string | undefined> {
  const password = (await readSecret(passwordFile(folder))) ?? "";
  const urlAt = (port: number): string => serverAddress(password, port);
  const running = await runningServer(join(folder, "postgres"), urlAt);
  return running && urlAt(running.port);
}

/** The port of the last start when it is free, so that commands that are still told of it find the server again. */
async function portFor(data: string): Promise<number> {
  for (const port of [(await recordedPostmaster(data))?.port, PREFERRED_PORT])
    if (port && (await portIsFree(port))) return port;
  return freePort();
}

/** Why a server did not start, in its own words where it had room for them. */
async function reasonOf(said: string, folder: string, port: number): Promise<CommandError> {
  const log = join(folder, "postgres.log");
  const free = await freeSpace(folder);
  if (/No space left/i.test(said) || free < SPACE_TO_START)
    return new NoSpaceError(
      `The disk of ${folder} is full (${Math.floor(free / 1_000_000)} MB left). Make room; nothing that was confirmed is lost.`,
    );
  if (said.includes("TCP/IP") && !(await portIsFree(port)))
    return new CommandError(
      `Port ${port}, on which the database is looked for, is in use by another program. End that program.`,
    );
  return new CommandError(
    `The database did not start. Postgres says: ${said || `nothing within ${PATIENCE / 1_000} s`}. All of it is in ${log}.`,
  );
}

/**
 * Keeps refused rows, which may hold names, out of the server's log (docs/personal-data.md#logs-and-measures); the
 * client gets the error in any case.
 */
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
