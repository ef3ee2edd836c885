import { lentTo } from "../../queue/acts/lease.ts";
import type { ClosedOutcome } from "../../queue/line/events.ts";
import type { LineState } from "../../queue/line/line-state.ts";
import type { Instant } from "../../time/instant.ts";
import { toDate } from "../clock.ts";
import type { Tx } from "../db.ts";
import { saveDesks } from "./save-desks.ts";

/** Writes the end of a half-day: what it was, that everybody went home, and which lent numbers nobody was given. */
export async function saveClose(
  tx: Tx,
  before: LineState,
  after: LineState,
  outcome: ClosedOutcome,
  at: Instant,
): Promise<void> {
  await tx.permanence.update({
    where: { id: after.permanence },
    data: { status: after.status, suspended: after.suspended, outcome, closedAt: toDate(at) },
    select: { id: true },
  });
  await saveDesks(tx, before, after);
  const unused = before.leases.filter(({ device, first, last }) =>
    lentTo(before, device).some((number) => first <= number && number <= last),
  );
  await tx.numberLease.updateMany({
    where: { permanenceId: after.permanence, firstNumber: { in: unused.map(({ first }) => first) } },
    data: { voidedAt: toDate(at) },
  });
}
