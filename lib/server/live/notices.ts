import { parse } from "pg-connection-string";
import postgres from "postgres";
import { withTimeout } from "#lib/server/with-timeout.ts";
import { logUnexpected } from "#lib/server/log.ts";
import type { BoardChange, HandedBoard } from "#lib/server/queue/read-boards.ts";
import type { LineChange } from "#lib/server/queue/notify-followers.ts";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { LiveBoard } from "#lib/queue/board/board.ts";
import { instant } from "#lib/time/instant.ts";
import { createHash, randomUUID } from "node:crypto";

/**
 * Callbacks: for a notice of each channel, and for each time that listening began, after which notices may have been
 * missed.
 */
type ListenerCallbacks = {
  readonly onNotice: Readonly<Record<string, (payload: string) => void>>;
  readonly onListening: () => void;
};

/** A notice of the database. PostgreSQL refuses a payload of 8,000 bytes or more. */
export type Notice = { readonly channel: string; readonly payload: string };

/**
 * `notify` sends notices in one statement, in their order; they also come back here. It fails while there is no
 * connection.
 */
export type Listener = {
  readonly notify: (notices: readonly Notice[]) => Promise<void>;
  readonly close: () => Promise<void>;
};

/**
 * How often the listener checks its connection, in milliseconds. After one missed check it connects again, so within 5
 * seconds.
 */
const CHECK_EVERY = 2_000;

/**
 * Listens to PostgreSQL on one connection until closed. A lost connection is made again at once, then every two
 * seconds. The listener also sends itself a notice every two seconds and connects again when that does not come back,
 * since a connection that was cut silently (Wi-Fi, a firewall) looks alive. Throws when the first connection fails.
 *
 * It does not use `sql.listen` of postgres.js: docs/decisions/runtimes-and-packages.md says why.
 */
export async function listen(databaseUrl: string, callbacks: ListenerCallbacks): Promise<Listener> {
  const probe = `probe_${crypto.randomUUID()}`;
  const channels = [...Object.keys(callbacks.onNotice), probe];
  let alive = false;
  let checking = false;
  // Declared first: a connection that is closed while it begins asks for it.
  let connection: postgres.Sql | undefined;
  connection = await begin();
  const timer = setInterval(() => void check(), CHECK_EVERY).unref();
  return {
    notify: async (notices) => {
      if (!connection) throw new Error("The listener is closed.");
      // All notifying transactions of a server commit one after the other: these, which write nothing, do not wait for
      // the disk.
      await connection`
        SELECT set_config('synchronous_commit', 'off', true), count(pg_notify(notice ->> 'channel', notice ->> 'payload'))
        FROM json_array_elements((${JSON.stringify(notices)}::text)::json) AS notice`;
    },
    close: async () => {
      clearInterval(timer);
      const last = connection;
      connection = undefined;
      await last?.end({ timeout: 1 });
    },
  };

  async function begin(): Promise<postgres.Sql> {
    const sql = connect(databaseUrl, {
      onnotify: (channel, payload) => (channel === probe ? (alive = true) : callbacks.onNotice[channel]?.(payload)),
      onclose: () => {
        if (sql === connection) lost();
      },
    });
    try {
      await withTimeout(CHECK_EVERY, sql.unsafe(channels.map((channel) => `LISTEN "${channel}"`).join(";")));
    } catch (error) {
      void sql.end({ timeout: 0 });
      throw error;
    }
    alive = true;
    callbacks.onListening();
    return sql;
  }

  function lost(): void {
    alive = false;
    void check();
  }

  async function check(): Promise<void> {
    if (checking || !connection) return;
    checking = true;
    try {
      if (!alive) connection = await connectAgain(connection);
      alive = false;
      connection?.notify(probe, "").catch(() => undefined);
    } catch {
      // The server cannot be reached: the next check tries again.
    } finally {
      checking = false;
    }
  }

  /** A new connection in the place of the former one; undefined when the listener was closed meanwhile. */
  async function connectAgain(former: postgres.Sql): Promise<postgres.Sql | undefined> {
    void former.end({ timeout: 0 });
    const next = await begin();
    if (connection) return next;
    void next.end({ timeout: 0 });
    return undefined;
  }
}

/** The callbacks of a connection. postgres.js calls `onnotify` for every notice; its types do not list that option. */
type ConnectionCallbacks = {
  readonly onnotify: (channel: string, payload: string) => void;
  readonly onclose: () => void;
};

/** What an address says of TLS. */
const TLS = ["ssl", "sslmode", "sslrootcert", "sslcert", "sslkey", "uselibpqcompat"];

/**
 * TLS is read as `pg` reads it, whose connections serve: postgres.js knows no file of certificates, and sends its name
 * to the server.
 */
function connect(databaseUrl: string, callbacks: ConnectionCallbacks): postgres.Sql {
  const address = new URL(databaseUrl);
  for (const name of TLS) address.searchParams.delete(name);
  const { ssl = false } = parse(databaseUrl);
  return postgres(address.href, {
    max: 1,
    max_lifetime: null,
    connect_timeout: CHECK_EVERY / 1_000,
    fetch_types: false,
    ssl: ssl as boolean | object,
    onnotice: () => undefined,
    ...callbacks,
  });
}

/** What waits to be sent about one line: that it was changed, its newest board, or both. */
type AboutLine = { readonly change?: LineChange; readonly board?: BoardChange };

/**
 * `send`: sends notices in one statement; undefined while this process does not listen, and then nothing is gathered.
 */
type Outgoing = {
  readonly lines: Map<string, AboutLine>;
  clockWasSet: boolean;
  send: ((notices: readonly Notice[]) => Promise<void>) | undefined;
  sending: Promise<void> | undefined;
};

/** Kept on the process, since a bundler may load this file more than once. */
const outgoing: Outgoing = ((globalThis as { outgoingNotices?: Outgoing }).outgoingNotices ??= {
  lines: new Map(),
  clockWasSet: false,
  send: undefined,
  sending: undefined,
});

/** How long notices are gathered, in milliseconds, before they leave together. */
const GATHERED_FOR = 10;

/**
 * How often the notice of the clock is tried again, and after how many milliseconds: in these five seconds a lost
 * connection was made again.
 */
const TRIES = 25;
const BETWEEN_TRIES = 200;

/** About how many lines one statement tells: a board takes up to 8 kB. */
const TOGETHER = 64;

/**
 * From now on what is gathered leaves through `send`, after the commits, in one statement for all that came within 10
 * ms.
 */
export const sendNoticesThrough = (send: NonNullable<Outgoing["send"]>): void => void (outgoing.send = send);

/** Sends what was gathered, and gathers nothing more. */
export async function stopSendingNotices(): Promise<void> {
  await outgoing.sending;
  outgoing.send = undefined;
}

/** Other processes are to learn of this change. Of several changes of a line the one of the highest version is sent. */
export function sendChange(change: LineChange): void {
  const waiting = outgoing.lines.get(change.permanence);
  if ((waiting?.change?.version ?? -1) <= change.version) gather(change.permanence, { ...waiting, change });
}

/** Hands this board on to the other processes, instead of an older one of its line that still waits. */
export const sendBoard = (board: BoardChange): void =>
  gather(board.permanence, { ...outgoing.lines.get(board.permanence), board });

/** The clock of a test instance was set: every process is to read it. */
export function sendClockSet(): void {
  if (!outgoing.send) return;
  outgoing.clockWasSet = true;
  outgoing.sending ??= sendAll();
}

function gather(permanence: string, about: AboutLine): void {
  if (!outgoing.send) return;
  outgoing.lines.set(permanence, about);
  outgoing.sending ??= sendAll();
}

async function sendAll(): Promise<void> {
  let failures = 0;
  try {
    do {
      await new Promise((resolve) => setTimeout(resolve, GATHERED_FOR));
      const notices = take();
      // What fails is not sent again: the other processes find the change when they check the versions of their lines.
      // Only of the clock they learn by nothing else.
      if (notices.length > 0)
        await outgoing.send?.(notices).catch(async () => {
          if ((failures += 1) > TRIES || !notices.some(({ channel }) => channel === "clock")) return;
          outgoing.clockWasSet = true;
          await new Promise((resolve) => setTimeout(resolve, BETWEEN_TRIES));
        });
    } while (outgoing.lines.size > 0 || outgoing.clockWasSet);
  } finally {
    outgoing.sending = undefined;
  }
}

/** Takes the notices of the next statement. A line whose notices cannot be made is logged and left out. */
function take(): readonly Notice[] {
  const lines = [...outgoing.lines].slice(0, TOGETHER);
  for (const [permanence] of lines) outgoing.lines.delete(permanence);
  const notices = lines.flatMap(([, about]) => {
    try {
      return noticesOf(about);
    } catch (error) {
      logUnexpected(error);
      return [];
    }
  });
  if (outgoing.clockWasSet) notices.push({ channel: "clock", payload: "" });
  outgoing.clockWasSet = false;
  return notices;
}

/**
 * The board goes before the notice of its change, which then finds it. A board that follows is announced: the others
 * wait a moment for it instead of computing it (lib/server/live/hub.ts). During an update a process of another build
 * reads these notices, and sends such.
 */
function noticesOf({ change, board }: AboutLine): readonly Notice[] {
  const content = board?.read();
  const handed = board && content && handedBoardToNotice(board.permanence, content, processId());
  const isTooLong = content !== undefined && handed === undefined;
  // A board that was announced and is too long for a notice: the others compute it at once.
  const permanence = change?.permanence ?? (isTooLong && board?.source === "act" ? board.permanence : undefined);
  const isAnnounced = change?.board === "follows" && !isTooLong;
  return [
    ...(handed === undefined ? [] : [{ channel: "board", payload: handed }]),
    ...(isAnnounced ? [{ channel: "announced", payload: `${change.permanence} ${change.version}` }] : []),
    ...(permanence === undefined ? [] : [{ channel: "permanence", payload: permanence }]),
  ];
}

/**
 * The form of a board in a notice. Raise it when `LiveBoard` changes: processes of another version then compute their
 * own.
 */
const FORM = 1;

/** PostgreSQL refuses a longer payload. */
const MOST_BYTES = 7_999;

/**
 * A board as a notice hands it on: what decides whether it is right, then the board, compressed: a line of 100 people
 * takes 2 kB. Undefined when it is too long for a notice, at about 400 people. `sender`: the process, without a space.
 */
export function handedBoardToNotice(permanence: string, board: LiveBoard, sender: string): string | undefined {
  const packed = deflateRawSync(JSON.stringify(board)).toString("base64");
  const notice = [FORM, sender, permanence, board.version, board.asOf, Number(board.alive), packed].join(" ");
  return notice.length > MOST_BYTES ? undefined : notice;
}

/** The board that another process handed on; undefined for a notice of this process, `sender`, or in another form. */
export function handedBoardOf(notice: string, sender: string): HandedBoard | undefined {
  const [form, from, permanence = "", version, asOf, alive, packed = ""] = notice.split(" ");
  if (form !== String(FORM) || from === sender) return undefined;
  const facts = { version: Number(version), asOf: instant(Number(asOf)), alive: alive === "1" };
  return { permanence, ...facts, bytes: notice.length, read: () => unpacked(packed) };
}

function unpacked(packed: string): LiveBoard | undefined {
  try {
    return JSON.parse(inflateRawSync(Buffer.from(packed, "base64")).toString()) as LiveBoard;
  } catch {
    return undefined;
  }
}

/** Kept on the process, since a bundler may load this file more than once. */
const kept = globalThis as { processId?: string };

/** The name of this process among those of the instance. */
export const processId = (): string => (kept.processId ??= randomUUID());

/**
 * A part of `within` milliseconds, fixed for this process and permanence and spread evenly over both. Each process
 * waits so long before it does what one of them has to do: one comes first, and a different one for each permanence.
 */
export const delayOf = (permanence: string, within: number, process = processId()): number =>
  (createHash("sha1").update(process).update(permanence).digest().readUInt32BE() / 2 ** 32) * within;
