import { randomUUID } from "node:crypto";
import { clock } from "#lib/server/clock.ts";
import { recordHeartbeat } from "#lib/server/queue/line-exchange.ts";
import { plusMinutes, type Instant } from "#lib/time/instant.ts";
import { runAct } from "./run-act.ts";
import { scene } from "./scene.ts";

type Scene = {
  readonly permanence: string;
  readonly start: Instant;
  readonly atDesk: readonly [string, string];
  readonly organisation: string;
  readonly topics: readonly string[];
};

/**
 * Does the acts of the morning so far through the use cases, with the clock of this process set to each act's moment,
 * so that every change has its event. Sets the clock back at the end.
 */
export async function playScene({ permanence, start, atDesk, organisation, topics }: Scene): Promise<void> {
  const offset = clock.offset();
  const now = clock.now();
  const visits = Array.from({ length: 9 }, () => randomUUID());
  for (const { minute, act, at: desk } of scene(visits, atDesk, topics)) {
    const at = plusMinutes(start, minute);
    clock.move(offset + (at - now));
    await runAct({ permanence, organisation, user: desk === 1 ? atDesk[0] : atDesk[1] }, at, act);
  }
  clock.move(offset);
  await recordHeartbeat(permanence);
}
