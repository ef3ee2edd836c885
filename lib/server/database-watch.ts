import "server-only";
import { Socket } from "node:net";
import pg from "pg";
import { MINUTE, SECOND, type Instant } from "#lib/time/instant.ts";
import { isBusy } from "./busy.ts";
import { clock } from "./clock.ts";
import { env } from "./env.ts";
import { explainByOutage, logDone, logTrouble, logUnexpected } from "./log.ts";

/**
 * Why the database does not answer. `unreachable`: no connection, or it was closed. `silent`: a connection is accepted
 * and nothing comes back. `starting`: it starts, ends or recovers. `refused`: it refuses our role, password or
 * database, or has no free connection.
 */
export type DatabaseFailure = "unreachable" | "silent" | "starting" | "refused";

/**
 * `lostSince`: when the database last answered, while it is lost; otherwise undefined. A lost database is asked nothing
 * new. `givenUp`: what waits for it is ended too, since nothing at all has answered for `GIVEN_UP_AFTER`, its server is
 * gone, or only a new connection answers.
 */
export type DatabaseState =
  | { readonly lostSince: undefined; readonly why: undefined; readonly givenUp: false }
  | { readonly lostSince: Instant; readonly why: DatabaseFailure; readonly givenUp: boolean };

/** Milliseconds between an answer and the next question. */
export const ASKED_EVERY = 400;

/**
 * After so many milliseconds without an answer the database is lost. A loss is known within two seconds, with
 * `ASKED_EVERY`. The held connection has as many for an answer once a new one was opened.
 */
export const SILENT_AFTER = 1_500;

/** So many times in a row nothing answers within `SILENT_AFTER` until the database is given up. */
const SILENCES = 3;

/**
 * Milliseconds without any answer after which the database is given up, and for which it may open no new connection.
 */
export const GIVEN_UP_AFTER = SILENCES * SILENT_AFTER;

/**
 * A connection is replaced at this age, in milliseconds: a stopped server may still answer on those that it has. It
 * goes on being asked until the new one answers, since a busy server opens connections slowly.
 */
export const REPLACED_AT = 5 * SECOND;

type Watch = {
  state: DatabaseState;
  /** When it was last found again, in milliseconds of `performance.now()`. */
  foundAt: number | undefined;
  /** When the log last said that it is lost, in milliseconds of `performance.now()`. */
  saidAt: number;
  readonly callbacks: Set<(state: DatabaseState) => void>;
  /** Who waits for an answer to a question that is asked from now on. */
  waiting: ((state: DatabaseState) => void)[];
  /** Asks now, instead of a moment later. */
  wake: () => void;
  /** Ends the watching that runs; undefined when none does. */
  end: (() => void) | undefined;
};

const ANSWERS: DatabaseState = { lostSince: undefined, why: undefined, givenUp: false };

/** Kept on the process, since a bundler may load this file more than once. */
const watch = (): Watch =>
  ((globalThis as { databaseWatch?: Watch }).databaseWatch ??= {
    state: ANSWERS,
    foundAt: undefined,
    saidAt: 0,
    callbacks: new Set(),
    waiting: [],
    wake: () => undefined,
    end: undefined,
  });

/** Whether the database is lost at this moment, as the watch of this process knows it. Without a watch it never is. */
export const databaseState = (): DatabaseState => watch().state;

/** Whether the database was lost and has been found again since this moment, in milliseconds of `performance.now()`. */
export const cameBackSince = (moment: number): boolean => (watch().foundAt ?? -Infinity) > moment;

/** Asks the database now, and answers whether it is lost. Without a watch it never is. */
export const askDatabase = (): Promise<DatabaseState> =>
  new Promise((resolve) => {
    if (!watch().end) return resolve(ANSWERS);
    watch().waiting.push(resolve);
    watch().wake();
  });

/**
 * What waits for the database was ended, since it is lost: `isBusy` knows it. Whether a write took place is not known.
 */
class DatabaseLost extends Error {
  readonly code = "BUSY";
}

/** Does work that needs the database. Throws at once when it is lost, and as soon as it is given up meanwhile. */
export async function unlessLost<Value>(work: () => Promise<Value>): Promise<Value> {
  if (databaseState().lostSince !== undefined) throw new DatabaseLost("The database is lost.");
  let forget: () => void = () => undefined;
  const lost = new Promise<never>((_, reject) => {
    forget = onDatabaseChange(({ givenUp }) => {
      if (givenUp) reject(new DatabaseLost("The database was lost."));
    });
  });
  try {
    return await Promise.race([work(), lost]);
  } finally {
    forget();
  }
}

/**
 * Calls `callback` each time the database was lost, was given up, has come back or fails for another reason, until the
 * returned function is called.
 */
export function onDatabaseChange(callback: (state: DatabaseState) => void): () => void {
  watch().callbacks.add(callback);
  return () => void watch().callbacks.delete(callback);
}

/**
 * Asks the database all the time whether it answers, on a connection of its own, until the returned function is called.
 * A connection that only closed is made again before anything is said. Runs once a process: a second call joins the
 * first.
 *
 * The log has one line when the database is lost, one a minute while it is, and one when it answers again; errors that
 * only say that it is lost are left out of it.
 */
export function watchDatabase(databaseUrl: string = env.DATABASE_URL): () => void {
  return (watch().end ??= begin(databaseUrl));
}

function begin(databaseUrl: string): () => void {
  let ended = false;
  let answeredAt = clock.now();
  /** The connection that answered last. */
  let held: Connection | undefined;
  /** The one that is being opened to take its place. */
  let opening: { readonly connection: Connection; readonly answer: Promise<void> } | undefined;
  /** Why the last attempt to open one failed; undefined once one was opened. */
  let noneOpened: DatabaseFailure | undefined;
  /** Counts since the first attempt to open one, until one is opened or the server refuses it. */
  let trying: Stopwatch | undefined;
  /**
   * Whether a new connection answered and the one before did not: it died without a word, and those of the pool with
   * it.
   */
  let onlyNewAnswers = false;
  /** How many times in a row nothing answered in time. */
  let silences = 0;

  /** Asks again after a while, or at once when the held connection closes. */
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

  /** Notes how an attempt to open one ended. */
  const attempted = (failure: DatabaseFailure | undefined): void => {
    noneOpened = failure;
    if (failure !== undefined && failure !== "refused") return;
    trying?.stop();
    trying = undefined;
  };

  /** A server that was frozen answers on the held connection too, a moment after it opened a new one. */
  async function hearHeld(): Promise<void> {
    try {
      if (held) await inTime(held.ask(), SILENT_AFTER);
    } catch (error) {
      if (failureOf(error) === "silent") onlyNewAnswers = true;
    }
  }

  /** Opens a connection that takes the place of the held one when it answers; joins an attempt that runs. */
  function replaced(): Promise<void> {
    if (opening) return opening.answer;
    trying ??= stopwatch();
    const connection = open(databaseUrl, () => {
      if (connection === held) watch().wake();
    });
    const answer = inTime(connection.ask(), GIVEN_UP_AFTER)
      .then(
        async () => {
          attempted(undefined);
          await hearHeld();
          if (ended) return connection.close();
          replaceBy(connection);
        },
        (error: unknown) => {
          connection.close();
          attempted(failureOf(error));
          throw error;
        },
      )
      .finally(() => (opening = undefined));
    opening = { connection, answer };
    return answer;
  }

  /**
   * Whether the server is lost although the held connection answers: it says that it starts or ends, or opened none for
   * long.
   */
  const opensNone = (): boolean => noneOpened === "starting" || (trying?.passed() ?? 0) >= GIVEN_UP_AFTER;

  /** Resolves with the first answer of any connection, and throws when each of them failed. */
  async function anyAnswer(): Promise<void> {
    const asked = held;
    if (asked) {
      if (!asked.isYoung() || watch().state.lostSince !== undefined) replaced().catch(() => undefined);
      try {
        return await Promise.any([asked.ask(), ...(opening ? [opening.answer] : [])]);
      } catch {
        // A later question was answered by another one, which closed this one.
        if (held !== asked) return;
        replaceBy(undefined);
      }
    }
    return replaced();
  }

  /** Asks, and says how it stands. */
  async function look(): Promise<DatabaseState> {
    const { lostSince = answeredAt, givenUp } = watch().state;
    try {
      await inTime(anyAnswer(), SILENT_AFTER);
      silences = 0;
    } catch (error) {
      const why = failureOf(error);
      silences = why === "silent" ? silences + 1 : 0;
      const isGone = why === "unreachable" || why === "starting" || silences >= SILENCES;
      return { lostSince, why, givenUp: givenUp || isGone };
    }
    if (onlyNewAnswers) {
      onlyNewAnswers = false;
      return { lostSince, why: "silent", givenUp: true };
    }
    // The connections that we have answer. A server that has only no further one free is there for them.
    if (noneOpened !== undefined && opensNone()) return { lostSince, why: noneOpened, givenUp };
    answeredAt = clock.now();
    return ANSWERS;
  }

  async function run(): Promise<void> {
    while (!ended) {
      const waiting = watch().waiting.splice(0);
      const state = await look();
      if (ended) watch().waiting.push(...waiting);
      if (ended) break;
      say(state);
      for (const resolve of waiting) resolve(watch().state);
      if (watch().waiting.length === 0 && silences === 0) await pause();
    }
    for (const resolve of watch().waiting.splice(0)) resolve(ANSWERS);
    replaceBy(undefined);
  }

  void run();
  explainByOutage((error) =>
    isBusy(error) ? askDatabase().then(({ lostSince }) => lostSince !== undefined) : undefined,
  );
  return () => {
    ended = true;
    explainByOutage(undefined);
    watch().end = undefined;
    watch().state = ANSWERS;
    watch().foundAt = undefined;
    replaceBy(undefined);
    opening?.connection.close();
    trying?.stop();
    watch().wake();
  };
}

/** Keeps the state, and tells it when it is another one than before. A callback that throws hinders no other. */
function say(state: DatabaseState): void {
  const before = watch().state;
  watch().state = state;
  logState(state, before);
  const isSame = before.lostSince === state.lostSince && before.why === state.why;
  if (isSame && before.givenUp === state.givenUp) return;
  if (state.lostSince === undefined) watch().foundAt = performance.now();
  for (const callback of watch().callbacks) {
    try {
      callback(state);
    } catch (error) {
      logUnexpected(error);
    }
  }
}

/** Logs that the database is lost, once and then once a minute, and that it answers again. */
function logState({ lostSince, why }: DatabaseState, before: DatabaseState): void {
  const seconds = (since: Instant): number => Math.round((clock.now() - since) / SECOND);
  if (lostSince === undefined) {
    if (before.lostSince !== undefined) logDone("the database answers again", { seconds: seconds(before.lostSince) });
    return;
  }
  const isNew = before.lostSince === undefined;
  if (!isNew && performance.now() - watch().saidAt < MINUTE) return;
  watch().saidAt = performance.now();
  if (isNew)
    logTrouble("The database does not answer. Every page says so, and it is asked again until it does.", { why });
  else logTrouble("The database still does not answer.", { why, seconds: seconds(lostSince) });
}

/**
 * One connection of the watch. `ask` resolves with its answer, to a question that waits for one or to a new one, and
 * throws when it has failed.
 */
type Connection = {
  readonly ask: () => Promise<void>;
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
  let answer: Promise<void> | undefined;
  return {
    ask: () =>
      (answer ??= (connecting ??= client.connect())
        .then(() => client.query("SELECT 1"))
        .then(() => undefined)
        .finally(() => (answer = undefined))),
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

/**
 * Milliseconds of a step. Time is counted in steps: that in which this process itself stood still is no silence of the
 * database.
 */
const TICK = 100;

type Stopwatch = { readonly passed: () => number; readonly stop: () => void };

/** Counts milliseconds until it is stopped. */
function stopwatch(): Stopwatch {
  let passed = 0;
  const timer = setInterval(() => (passed += TICK), TICK).unref();
  return { passed: () => passed, stop: () => clearInterval(timer) };
}

/** The value, or `Silence` after so many milliseconds. */
function inTime<Value>(value: Promise<Value>, milliseconds: number): Promise<Value> {
  return new Promise((resolve, reject) => {
    let left = milliseconds / TICK;
    const timer = setInterval(() => {
      left -= 1;
      if (left === 0) reject(new Silence());
    }, TICK).unref();
    value.then(resolve, reject).finally(() => clearInterval(timer));
  });
}
