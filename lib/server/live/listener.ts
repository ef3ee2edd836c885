import { parse } from "pg-connection-string";
import postgres from "postgres";
import { inTime } from "../in-time.ts";

/** Callbacks: for a notice of each channel, and for each time that listening began, after which notices may have been missed. */
export type ListenerCallbacks = {
  readonly onNotice: Readonly<Record<string, (payload: string) => void>>;
  readonly onListening: () => void;
};

/** A notice of the database. PostgreSQL refuses a payload of 8,000 bytes or more. */
export type Notice = { readonly channel: string; readonly payload: string };

/**
 * `notify` sends notices in one statement, in their order; they also come back here. It fails while there is no connection.
 */
export type Listener = {
  readonly notify: (notices: readonly Notice[]) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** How often the listener checks its connection, in milliseconds. After one missed check it connects again, so within 5 seconds. */
const CHECK_EVERY = 2_000;

/**
 * Listens to PostgreSQL on one connection until closed. A lost connection is made again at once, then every two seconds. The
 * listener also sends itself a notice every two seconds and connects again when that does not come back, since a connection
 * that was cut silently (Wi-Fi, a firewall) looks alive. Throws when the first connection fails.
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
      // All notifying transactions of a server commit one after the other: these, which write nothing, do not wait for the disk.
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
      await inTime(CHECK_EVERY, sql.unsafe(channels.map((channel) => `LISTEN "${channel}"`).join(";")));
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

/** TLS is read as `pg` reads it, whose connections serve: postgres.js knows no file of certificates, and sends its name to the server. */
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
