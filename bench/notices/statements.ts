import pg from "pg";
import { sendChange, sendNoticesThrough, stopSendingNotices } from "#lib/server/live/outgoing-notices.ts";
import { listen } from "#lib/server/live/listener.ts";
import { inParallel } from "../in-parallel.ts";

/** How a transaction notifies: not at all, by a statement of its own, or once it has committed, with others. */
const WAYS = ["none", "inside", "after"] as const;
export type Way = (typeof WAYS)[number];

const CLIENTS = 24;
/** Transactions of one way in a round. */
const TRANSACTIONS = 3_000;

/** Transactions a second of each way, round by round: each writes the counters of a line, and many clients write at once. */
export async function transactionsASecond(
  url: string,
  lines: readonly string[],
  rounds: number,
): Promise<Readonly<Record<Way, readonly number[]>>> {
  const clients = await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      return client;
    }),
  );
  const listener = await listen(url, { onNotice: { permanence: () => undefined }, onListening: () => undefined });
  sendNoticesThrough(listener.notify);
  const rates: Record<Way, number[]> = { none: [], inside: [], after: [] };
  for (let round = 0; round < rounds; round += 1)
    // No way is always the first of its round.
    for (const way of [...WAYS.slice(round % 3), ...WAYS.slice(0, round % 3)]) {
      const turns = Array.from({ length: TRANSACTIONS }, (_, turn) => turn);
      const free = [...clients];
      const rate = await inParallel(turns, CLIENTS, async (turn) => {
        const client = free.pop();
        if (!client) throw new Error("More callers than clients.");
        await transaction(client, lines[turn % lines.length] ?? "", way);
        free.push(client);
      });
      rates[way].push(rate);
    }
  await stopSendingNotices();
  await listener.close();
  await Promise.all(clients.map((client) => client.end()));
  return rates;
}

async function transaction(client: pg.Client, line: string, way: Way): Promise<void> {
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
