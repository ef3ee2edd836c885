import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import type { Mark } from "#lib/place/first-hour.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import type { Instant } from "#lib/time/instant.ts";
import { isUuid } from "#lib/uuid.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { transaction, type Tx } from "#lib/server/db.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { runningAt } from "#lib/server/planning/series/plan-permanences.ts";

/**
 * Keeps what an administrator says in the guided set-up and no other row tells: a step that they pass over, that it is
 * finished, that its card is put away. Said twice, it is kept once. Refused: `nothing-planned` when it is finished
 * before a weekly half-day goes on.
 */
export async function markSetUp(
  actor: Actor,
  organisation: string,
  mark: Exclude<Mark, "topics">,
): Promise<Result<void, "not-allowed" | "nothing-planned">> {
  if (!isUuid(organisation) || !may(actor, { act: "set-up-organisation", organisation })) return refuse("not-allowed");
  return transaction(async (tx) => {
    const now = clock.now();
    if (mark === "finished") {
      const going = { organisationId: organisation, ...runningAt(now) };
      if (!(await tx.series.findFirst({ where: going, select: { id: true } }))) return refuse("nothing-planned");
    }
    if (!(await noteSetUpStep(tx, organisation, mark, now))) return accept(undefined);
    const note =
      mark === "finished"
        ? ({ act: "set-up-finished", data: {} } as const)
        : ({ act: "set-up-step-passed", data: { step: mark } } as const);
    await appendJournal(tx, actor, { ...note, organisation }, now);
    return accept(undefined);
  }, actor);
}

/** Answers whether it was not kept yet. */
export async function noteSetUpStep(tx: Tx, organisationId: string, mark: Mark, now: Instant): Promise<boolean> {
  const { count } = await tx.setUpMark.createMany({
    data: [{ organisationId, mark, markedAt: toDate(now) }],
    skipDuplicates: true,
  });
  return count === 1;
}
