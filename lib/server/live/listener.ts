import postgres from "postgres";
import { env } from "../env.ts";

/** What to do with a notice of each channel, and when listening began or began again (notices may have been missed). */
export type Heard = { readonly onNotice: Readonly<Record<string, (payload: string) => void>>; readonly onListening: () => void };

export type Listener = { readonly close: () => Promise<void> };

/** How often the listener proves that it still hears, in milliseconds; one missed proof and it begins anew, within 5 s. */
const PROOF_EVERY = 2_000;

/**
 * Listens to PostgreSQL on one connection until closed, and does not give up. It sends itself a notice every two seconds
 * and connects anew when that does not come back: postgres.js listens again after a lost connection, but tries only
 * once, and a connection cut without a word (Wi-Fi, a firewall) looks alive.
 */
export async function listen(heard: Heard): Promise<Listener> {
  const channel = `proof_${crypto.randomUUID()}`;
  let connection = await begin();
  let proven = true;
  let checking = false;
  const timer = setInterval(() => void check(), PROOF_EVERY).unref();
  return {
    close: async () => {
      clearInterval(timer);
      await connection.end({ timeout: 1 });
    },
  };

  async function begin(): Promise<postgres.Sql> {
    const sql = connect();
    try {
      for (const [name, onNotice] of Object.entries(heard.onNotice)) await sql.listen(name, onNotice);
      await sql.listen(channel, () => (proven = true), heard.onListening);
      return sql;
    } catch (error) {
      void sql.end({ timeout: 0 });
      throw error;
    }
  }

  async function check(): Promise<void> {
    if (checking) return;
    checking = true;
    try {
      if (!proven) {
        void connection.end({ timeout: 0 });
        connection = await begin();
      }
      proven = false;
      await connection.notify(channel, "");
    } catch {
      // The server cannot be reached: the next check tries again.
    } finally {
      checking = false;
    }
  }
}

const connect = (): postgres.Sql => postgres(env.DATABASE_URL, { max: 1, connect_timeout: 2, fetch_types: false, onnotice: () => undefined });
