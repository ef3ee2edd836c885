import "server-only";
import { Socket } from "node:net";
import pg from "pg";
import { SECOND, type Instant } from "../time/instant.ts";
import { clock } from "./clock.ts";
import { env } from "./env.ts";
import { logDone, logTrouble, logUnexpected } from "./log.ts";

/**
 * Why the database does not answer. `unreachable`: no connection, or it was closed. `silent`: a connection is accepted and
 * nothing comes back. `starting`: it starts, ends or recovers. `refused`: it refuses our role, password or database, or has
 * no free connection.
 */
export type DatabaseFailure = "unreachable" | "silent" | "starting" | "refused";

/** `lostSince`: when the database last answered, while it is lost; otherwise undefined. */
export type DatabaseState =
  | { readonly lostSince: undefined; readonly why: undefined }
  | { readonly lostSince: Instant; readonly why: DatabaseFailure };

/** Milliseconds between an answer and the next question. */
export const ASKED_EVERY = 400;

/** After so many milliseconds without an answer the database is lost. A loss is known within two seconds, with `ASKED_EVERY`. */
export const SILENT_AFTER = 1_500;

/** A connection is replaced at this age, in milliseconds: a stopped server may still answer on those that it has. */
export const REPLACED_AT = 5 * SECOND;

type Watch = {
  state: DatabaseState;
  readonly callbacks: Set<(state: DatabaseState) => void>;
  /** Who waits for an answer to a question that is asked from now on. */
  waiting: ((state: DatabaseState) => void)[];
  /** Asks now, instead of a moment later. */
  wake: () => void;
  /** Ends the watching that runs; undefined when none does. */
  end: (() => void) | undefined;
};

const ANSWERS: DatabaseState = { lostSince: undefined, why: undefined };

/** Kept on the process, since a bundler may load this file more than once. */
const watch = (): Watch =>
  ((globalThis as { databaseWatch?: Watch }).databaseWatch ??= {
    state: ANSWERS,
    callbacks: new Set(),
    waiting: [],
    wake: () => undefined,
    end: undefined,
  });

/** Whether the database is lost at this moment, as the watch of this process knows it. Without a watch it never is. */
export const databaseState = (): DatabaseState => watch().state;

/** Asks the database now, and answers whether it is lost. Without a watch it never is. */
export const askDatabase = (): Promise<DatabaseState> =>
  new Promise((resolve) => {
    if (!watch().end) return resolve(ANSWERS);
    watch().waiting.push(resolve);
    watch().wake();
  });

/** What waits for the database was ended, since it is lost: `isBusy` knows it. Whether a write took place is not known. */
class DatabaseLost extends Error {
  readonly code = "BUSY";
}

/** Does work that needs the database. Throws at once when it is lost, and as soon as it is lost meanwhile. */
export async function unlessLost<Value>(work: () => Promise<Value>): Promise<Value> {
  if (databaseState().lostSince !== undefined) throw new DatabaseLost("The database is lost.");
  let forget: () => void = () => undefined;
  const lost = new Promise<never>((_, reject) => {
    forget = onDatabaseChange(({ lostSince }) => {
      if (lostSince !== undefined) reject(new DatabaseLost("The database was lost."));
    });
  });
  try {
    return await Promise.race([work(), lost]);
  } finally {
    forget();
  }
}

/** Calls `callback` each time the database was lost, has come back or fails for another reason, until the returned function is called. */
export function onDatabaseChange(callback: (state: DatabaseState) => void): () => void {
  watch().callbacks.add(callback);
  return () => void watch().callbacks.delete(callback);
}

/**
 * Asks the database all the time whether it answers, on a connection of its own, until the returned function is called. A
 * connection that only closed is made again before anything is said. Runs once a process: a second call joins the first.
 */
export function watchDatabase(databaseUrl: string = env.DATABASE_URL): () => void {
  return (watch().end ??= begin(databaseUrl));
}

function begin(databaseUrl: string): () => void {
  let ended = false;
  let answeredAt = clock.now();
  let held: Connection | undefined;

  /** Asks again after a while, or at once when the connection closes. */
  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ASKED_EVERY).unref();
      watch().wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const replaceBy = (connection: Connection | undefined): void => {
    held?.close();
    held = connection;
  };

  /** Why the database is lost, or undefined when it answers. Asks on a new connection when there is none, it is old or it closed. */
  async function ask(): Promise<DatabaseFailure | undefined> {
    const failureOfHeld = held?.isYoung() ? await held.ask() : "unreachable";
    if (failureOfHeld === undefined) return undefined;
    if (failureOfHeld === "silent") {
      replaceBy(undefined);
      return "silent";
    }
    const next = open(databaseUrl, () => watch().wake());
    const failure = await next.ask();
    if (failure === undefined) {
      replaceBy(next);
      return undefined;
    }
    next.close();
    // No further connection is free, but the one that we have answers.
    if (failure === "refused" && held && (await held.ask()) === undefined) return undefined;
    replaceBy(undefined);
    return failure;
  }

  async function run(): Promise<void> {
    while (!ended) {
      const waiting = watch().waiting.splice(0);
      const why = await ask();
      if (ended) watch().waiting.push(...waiting);
      if (ended) break;
      if (why === undefined) answeredAt = clock.now();
      say(why === undefined ? ANSWERS : { lostSince: watch().state.lostSince ?? answeredAt, why });
      for (const resolve of waiting) resolve(watch().state);
      if (watch().waiting.length === 0) await pause();
    }
    for (const resolve of watch().waiting.splice(0)) resolve(ANSWERS);
    replaceBy(undefined);
  }

  void run();
  return () => {
    ended = true;
    watch().end = undefined;
    watch().state = ANSWERS;
    replaceBy(undefined);
    watch().wake();
  };
}

/** Keeps the state, and tells it when it is another one than before. A callback that throws hinders no other. */
function say(state: DatabaseState): void {
  const before = watch().state;
  watch().state = state;
  if (before.lostSince === state.lostSince && before.why === state.why) return;
  if (state.lostSince === undefined) logDone("the database answers again", {});
  else
    logTrouble("The database does not answer. Every page says so, and it is asked again until it does.", {
      why: state.why,
    });
  for (const callback of watch().callbacks) {
    try {
      callback(state);
    } catch (error) {
      logUnexpected(error);
    }
  }
}

/** One connection of the watch. `ask` says why it gives no answer, or undefined when it does. */
type Connection = {
  readonly ask: () => Promise<DatabaseFailure | undefined>;
  readonly isYoung: () => boolean;
  readonly close: () => void;
};

/** Opens a connection with the first question. `onClose` is called when it closes, however that happens. */
function open(databaseUrl: string, onClose: () => void): Connection {
  const began = performance.now();
  const socket = new Socket();
  const client = new pg.Client({
    connectionString: databaseUrl,
    application_name: "permanences-watch",
    stream: () => socket,
  });
  client.on("error", () => undefined);
  socket.on("close", onClose);
  let connecting: Promise<unknown> | undefined;
  return {
    ask: async () => {
      try {
        await inTime((connecting ??= client.connect()).then(() => client.query("SELECT 1")));
        return undefined;
      } catch (error) {
        return failureOf(error);
      }
    },
    isYoung: () => performance.now() - began < REPLACED_AT,
    close: () => {
      // A frozen server does not answer a farewell.
      socket.off("close", onClose).destroy();
    },
  };
}

/** PostgreSQL: shutting down, crashed, starting. */
const STARTING = new Set(["57P01", "57P02", "57P03"]);

class Silence extends Error {}

function failureOf(error: unknown): DatabaseFailure {
  if (error instanceof Silence) return "silent";
  const { code = "" } = error as { code?: string };
  if (STARTING.has(code)) return "starting";
  return error instanceof pg.DatabaseError ? "refused" : "unreachable";
}

const TICK = 100;

/**
 * The value, or `Silence` after `SILENT_AFTER`. It counts short steps, so that a moment in which this process itself stood still
 * is not taken for the silence of the database.
 */
function inTime<Value>(value: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    let left = SILENT_AFTER / TICK;
    const timer = setInterval(() => {
      left -= 1;
      if (left === 0) reject(new Silence());
    }, TICK).unref();
    value.then(resolve, reject).finally(() => clearInterval(timer));
  });
}
