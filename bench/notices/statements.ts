import pg from "pg";
import { sendChange, sendNoticesThrough, stopSendingNotices, listen } from "#lib/server/live/notices.ts";
import { inParallel, inTurns } from "#tests/rig/figures.ts";

/** How a transaction notifies: not at all, by a statement of its own, or once it has committed, with others. */
export type Way = "none" | "inside" | "after";

const CLIENTS = 24;
/** Transactions of one way in a round. */
const TRANSACTIONS = 3_000;

/**
 * Transactions a second of each way, round by round: each writes the counters of a line, and many clients write at
 * once.
 */
export async function transactionsASecond(
  url: string,
  lines: readonly string[],
  rounds: number,
): Promise<Readonly<Record<Way, readonly number[]>>> {
  const pool = new pg.Pool({ connectionString: url, max: CLIENTS });
  for (const client of await Promise.all(Array.from({ length: CLIENTS }, () => pool.connect()))) client.release();
  const listener = await listen(url, { onNotice: { permanence: () => undefined }, onListening: () => undefined });
  sendNoticesThrough(listener.notify);
  const turns = Array.from({ length: TRANSACTIONS }, (_, turn) => turn);
  const rateOf = (way: Way) => () =>
    inParallel(turns, CLIENTS, async (turn) => {
      const client = await pool.connect();
      await transaction(client, lines[turn % lines.length] ?? "", way);
      client.release();
    });
  const rates = await inTurns({ none: rateOf("none"), inside: rateOf("inside"), after: rateOf("after") }, { rounds });
  await stopSendingNotices();
  await listener.close();
  await pool.end();
  return rates;
}

async function transaction(client: pg.ClientBase, line: string, way: Way): Promise<void> {
  await client.query("BEGIN");
  const { rows } = await client.query<{ version: number }>({
    name: "raise",
    text: "UPDATE line SET version = version + 1 WHERE permanence_id = $1 RETURNING version",
    values: [line],
  });
  if (way === "inside")
    await client.query({ name: "notify", text: "SELECT pg_notify('permanence', $1)", values: [line] });
  await client.query("COMMIT");
  if (way === "after") sendChange({ permanence: line, version: rows[0]?.version ?? 0, board: "none" });
}
