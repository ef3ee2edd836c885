import { randomUUID } from "node:crypto";
import type { Act } from "#lib/queue/acts/acts.ts";
import { runCommands } from "#lib/server/queue/line-exchange.ts";
import type { Instant } from "#lib/time/instant.ts";

/** The device of all acts of the scene. An act of another device means that a person tries the line. */
export const DEMO_DEVICE = "demo";

/** A conseiller of the demo at a half-day. */
export type Player = { readonly permanence: string; readonly organisation: string; readonly user: string };

/** Does one act as that conseiller. The scene does only what is possible, so a refusal throws. */
export async function runAct({ permanence, organisation, user }: Player, at: Instant, act: Act): Promise<void> {
  const actor = {
    kind: "staff",
    user,
    roles: [{ organisation, role: "conseiller", places: "all" }],
    by: "login",
  } as const;
  const ran = await runCommands(actor, permanence, [{ id: randomUUID(), at, device: DEMO_DEVICE, ...act }]);
  const result = ran.ok ? ran.value.results[0] : undefined;
  if (!ran.ok || result?.outcome !== "applied")
    throw new Error(`The demo's scene stops at ${act.type}: ${JSON.stringify(ran.ok ? result : ran.refusal)}`);
}
