import type { QueueRefusal } from "#lib/queue/acts/acts.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { clock, freshId } from "#lib/server/clock.ts";
import { applyCommand } from "./apply-command.ts";
import { visitOfSecret } from "./visit-secret.ts";

/**
 * The holder of a number gives it up. Asked again, it answers the same. Refused `state-changed` once help has begun.
 */
export async function leaveLine(secret: string): Promise<Result<void, QueueRefusal | "not-found">> {
  const visit = await visitOfSecret(secret, "leave-line");
  if (!visit) return refuse("not-found");
  const command = {
    id: freshId(),
    at: clock.now(),
    device: "resident",
    type: "leave",
    visit: visit.id,
    by: "resident",
  } as const;
  const { result } = await applyCommand(visit.permanenceId, command, { actor: visit.actor, lastExchange: undefined });
  if (result.outcome !== "refused") return accept(undefined);
  // The person had left already: by an earlier tap, or by one at the same moment.
  const now = await visitOfSecret(secret, "leave-line");
  return now?.state === "left" ? accept(undefined) : refuse(result.refusal);
}
