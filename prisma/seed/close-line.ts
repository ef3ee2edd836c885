import { randomUUID } from "node:crypto";
import { toDate } from "../../lib/server/clock.ts";
import type { Tx } from "../../lib/server/db.ts";
import { lockPermanence } from "../../lib/server/queue/load-line.ts";
import { instant, type Instant } from "../../lib/time/instant.ts";

/**
 * Closes yesterday's line of the demo, at its end: who sat at a table was helped, who still waited was not served. Two
 * open lines would have one person at two tables.
 */
export async function closeLine(tx: Tx, permanenceId: string, now: Instant): Promise<void> {
  await lockPermanence(tx, permanenceId);
  const { endsAt, version } = await tx.permanence.findUniqueOrThrow({ where: { id: permanenceId }, select: { endsAt: true, version: true } });
  const end = toDate(instant(Math.min(now, endsAt.getTime())));
  await tx.visit.updateMany({ where: { permanenceId, state: { in: ["serving", "paused"] } }, data: { state: "done", pausedFor: null, endedAt: end } });
  await tx.visit.updateMany({ where: { permanenceId, state: { in: ["waiting", "absent", "called"] } }, data: { state: "unserved", back: false, awayUntil: null, desk: null, conseillerId: null, calledAt: null, missedAtCall: null, endedAt: end } });
  await tx.permanence.update({
    where: { id: permanenceId },
    data: { status: "closed", numbers: "stopped", outcome: "held", closedAt: end, version: version + 1, updatedAt: toDate(now) },
  });
  const moments = { at: end, receivedAt: toDate(now) };
  await tx.queueEvent.create({ data: { permanenceId, version: version + 1, commandId: randomUUID(), type: "closed", actor: "demo", device: "demo", data: {}, ...moments } });
}
