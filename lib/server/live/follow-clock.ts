import { instant, type Instant } from "#lib/time/instant.ts";
import { clock } from "#lib/server/clock.ts";
import { db, transaction } from "#lib/server/db.ts";
import { env } from "#lib/server/env.ts";
import { sendClockSet } from "./notices.ts";

/**
 * Sets this process's clock from the instance's row, and answers whether it was another. Test instances only; elsewhere
 * it does nothing.
 */
export async function followClock(): Promise<boolean> {
  if (env.APP_ENV !== "test") return false;
  return inTurn(async () => {
    const row = await db.instanceClock.findUnique({ where: { id: 1 } });
    if (!row || Number(row.offsetMs) === clock.offset()) return false;
    clock.move(Number(row.offsetMs));
    return true;
  });
}

/**
 * Sets the clock of every process of a test instance to that moment, from which it runs on. The others learn it only
 * from a process that listens.
 */
export const setClock = (now: Instant): Promise<void> =>
  inTurn(async () => {
    const machine = instant(clock.now() - clock.offset());
    const offsetMs = now - machine;
    clock.move(offsetMs);
    await transaction(
      (tx) => tx.instanceClock.upsert({ where: { id: 1 }, create: { id: 1, offsetMs }, update: { offsetMs } }),
      "service",
    );
    sendClockSet();
  });

/** Kept on the process, as the clock is. */
const kept = globalThis as { clockTurn?: Promise<unknown> };

/** One at a time: a reading that began before a change would otherwise set the clock back after it. */
function inTurn<Value>(act: () => Promise<Value>): Promise<Value> {
  const done = (kept.clockTurn ?? Promise.resolve()).then(act);
  kept.clockTurn = done.catch(() => undefined);
  return done;
}
