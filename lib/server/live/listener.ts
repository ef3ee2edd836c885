import postgres from "postgres";

/** What to do with a notice of each channel, and when listening began or began again (notices may have been missed). */
export type Heard = {
  readonly onNotice: Readonly<Record<string, (payload: string) => void>>;
  readonly onListening: () => void;
};

export type Listener = { readonly close: () => Promise<void> };

/** How often the listener proves that it still hears, in milliseconds; one missed proof and it begins anew, within 5 s. */
const PROOF_EVERY = 2_000;

/**
 * Listens to PostgreSQL on one connection until closed, and does not give up: a lost connection is made again at once,
 * then every two seconds. It also sends itself a notice every two seconds and begins anew when that does not come back,
 * since a connection cut without a word (Wi-Fi, a firewall) looks alive. Throws when the first try fails.
 *
 * Not with the `listen` of postgres.js 3.4.9: while a server starts it tries without a pause, each try doubling its
 * listeners, and then sometimes waits for ever.
 */
export async function listen(databaseUrl: string, heard: Heard): Promise<Listener> {
  const proof = `proof_${crypto.randomUUID()}`;
  const channels = [...Object.keys(heard.onNotice), proof];
  let proven = false;
  let checking = false;
  let connection: postgres.Sql | undefined = await begin();
  const timer = setInterval(() => void check(), PROOF_EVERY).unref();
  return {
    close: async () => {
      clearInterval(timer);
      const last = connection;
      connection = undefined;
      await last?.end({ timeout: 1 });
    },
  };

  async function begin(): Promise<postgres.Sql> {
    const sql = connect(databaseUrl, {
      onnotify: (channel, payload) => (channel === proof ? (proven = true) : heard.onNotice[channel]?.(payload)),
      onclose: () => {
        if (sql === connection) lost();
      },
    });
    try {
      await inTime(PROOF_EVERY, sql.unsafe(channels.map((channel) => `LISTEN "${channel}"`).join(";")));
    } catch (error) {
      void sql.end({ timeout: 0 });
      throw error;
    }
    proven = true;
    heard.onListening();
    return sql;
  }

  function lost(): void {
    proven = false;
    void check();
  }

  async function check(): Promise<void> {
    if (checking || !connection) return;
    checking = true;
    try {
      if (!proven) connection = await anew(connection);
      proven = false;
      connection?.notify(proof, "").catch(() => undefined);
    } catch {
      // The server cannot be reached: the next check tries again.
    } finally {
      checking = false;
    }
  }

  /** Another connection in the place of this one; none when the listener was closed meanwhile. */
  async function anew(former: postgres.Sql): Promise<postgres.Sql | undefined> {
    void former.end({ timeout: 0 });
    const next = await begin();
    if (connection) return next;
    void next.end({ timeout: 0 });
    return undefined;
  }
}

/** postgres.js hands every notice of a connection to `onnotify`; its types leave that option out. */
type Ears = { readonly onnotify: (channel: string, payload: string) => void; readonly onclose: () => void };

const connect = (databaseUrl: string, ears: Ears): postgres.Sql =>
  postgres(databaseUrl, {
    max: 1,
    max_lifetime: null,
    connect_timeout: PROOF_EVERY / 1_000,
    fetch_types: false,
    onnotice: () => undefined,
    ...ears,
  });

const inTime = <Value>(milliseconds: number, value: Promise<Value>): Promise<Value> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("The database did not answer in time.")), milliseconds);
    value.then(resolve, reject).finally(() => clearTimeout(timer));
  });
