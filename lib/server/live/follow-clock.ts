import { instant, type Instant } from "../../time/instant.ts";
import { clock } from "../clock.ts";
import { db, transaction } from "../db.ts";
import { env } from "../env.ts";

/** Sets this process's clock as the instance's row says. Tests only: no other instance's clock moves. */
export async function followClock(): Promise<void> {
  if (env.APP_ENV !== "test") return;
  const row = await db.instanceClock.findUnique({ where: { id: 1 } });
  if (row) clock.move(Number(row.offsetMs));
}

/** Moves the clock of every process of a test instance to that moment; it then runs. */
export async function setClock(now: Instant): Promise<void> {
  const machine = instant(clock.now() - clock.offset());
  const offsetMs = now - machine;
  clock.move(offsetMs);
  await transaction(async (tx) => {
    await tx.instanceClock.upsert({ where: { id: 1 }, create: { id: 1, offsetMs }, update: { offsetMs } });
    await tx.$queryRaw`SELECT pg_notify('clock', '')::text`;
  });
}
