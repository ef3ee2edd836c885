import { randomUUID } from "node:crypto";
import type { Actor } from "../../lib/access/actor.ts";
import type { Act } from "../../lib/queue/commands.ts";
import { clock, toDate } from "../../lib/server/clock.ts";
import { db } from "../../lib/server/db.ts";
import { runCommands } from "../../lib/server/queue/run-commands.ts";
import { plusMinutes, type Instant } from "../../lib/time/instant.ts";
import { scene } from "./scene.ts";

/** The device all acts of the scene come from; another device in the line means that a person tries it. */
export const DEMO_DEVICE = "demo";

type Scene = { readonly permanence: string; readonly start: Instant; readonly atDesk: readonly [string, string]; readonly organisation: string; readonly topics: readonly string[] };

/**
 * Plays the morning so far through the deeds themselves, with the clock of this process set to each act's moment, so
 * that every change has its event. Ends at the true time.
 */
export async function playScene({ permanence, start, atDesk, organisation, topics }: Scene): Promise<void> {
  const seated = (desk: 1 | 2): Actor => ({ kind: "staff", user: atDesk[desk - 1] ?? atDesk[0], roles: [{ organisation, role: "conseiller" }], by: "login" });
  const offset = clock.offset();
  const now = clock.now();
  const visits = Array.from({ length: 9 }, () => randomUUID());
  for (const { minute, act, at: desk } of scene(visits, atDesk, topics)) {
    const at = plusMinutes(start, minute);
    clock.move(offset + (at - now));
    await run(seated(desk), permanence, at, act);
  }
  clock.move(offset);
  await db.permanence.update({ where: { id: permanence }, data: { heardAt: toDate(clock.now()) }, select: { id: true } });
}

async function run(actor: Actor, permanence: string, at: Instant, act: Act): Promise<void> {
  const ran = await runCommands(actor, permanence, [{ id: randomUUID(), at, device: DEMO_DEVICE, ...act }]);
  const result = ran.ok ? ran.value.results[0] : undefined;
  if (!ran.ok || result?.outcome !== "applied") throw new Error(`The demo's scene stops at ${act.type}: ${JSON.stringify(ran.ok ? result : ran.refusal)}`);
}
