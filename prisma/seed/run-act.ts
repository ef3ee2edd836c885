import { randomUUID } from "node:crypto";
import type { Act } from "#lib/queue/acts/acts.ts";
import { runCommands } from "../../lib/server/queue/run-commands.ts";
import type { Instant } from "../../lib/time/instant.ts";

/** The device all acts of the scene come from; another device in the line means that a person tries it. */
export const DEMO_DEVICE = "demo";

/** Somebody of the demo's team at a half-day. */
export type Player = { readonly permanence: string; readonly organisation: string; readonly user: string };

/** Does one act as the team does it, at the clock's moment. The scene knows that it is possible: a refusal is a fault. */
export async function runAct({ permanence, organisation, user }: Player, at: Instant, act: Act): Promise<void> {
  const actor = { kind: "staff", user, roles: [{ organisation, role: "conseiller" }], by: "login" } as const;
  const ran = await runCommands(actor, permanence, [{ id: randomUUID(), at, device: DEMO_DEVICE, ...act }]);
  const result = ran.ok ? ran.value.results[0] : undefined;
  if (!ran.ok || result?.outcome !== "applied")
    throw new Error(`The demo's scene stops at ${act.type}: ${JSON.stringify(ran.ok ? result : ran.refusal)}`);
}
