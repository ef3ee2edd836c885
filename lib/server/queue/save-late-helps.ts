import type { ActNoted } from "#lib/queue/acts/act-noted.ts";
import { helpsNoted, type NotedAct } from "#lib/queue/acts/after-close.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import { instant } from "#lib/time/instant.ts";
import { toDate } from "#lib/server/clock.ts";
import type { Tx } from "#lib/server/db.ts";

/**
 * Writes the help that the noted acts of this half-day tell of (`helpsNoted`), under the lock of the half-day: all of
 * it anew, since an act may take another back. The events of those acts stand already. `receivedAt`: when the last of
 * them came.
 */
export async function saveLateHelps(
  tx: Tx,
  line: LineState,
  { localDate, receivedAt }: { readonly localDate: Date; readonly receivedAt: Date },
): Promise<void> {
  const { permanence } = line;
  const helps = helpsNoted(line, await loadNoted(tx, [permanence], [localDate]));
  const people = helps.map(({ visit }) => visit);
  await tx.lateHelp.deleteMany({ where: { permanenceId: permanence, visitId: { notIn: people } } });
  for (const { visit, joinedAt, startedAt, endedAt, desk = null, conseiller = null } of helps) {
    const facts = {
      joinedAt: joinedAt === undefined ? null : toDate(joinedAt),
      startedAt: toDate(startedAt),
      endedAt: endedAt === undefined ? null : toDate(endedAt),
      desk,
      conseillerId: conseiller,
    };
    await tx.lateHelp.upsert({
      where: { permanenceId_visitId: { permanenceId: permanence, visitId: visit } },
      create: { permanenceId: permanence, visitId: visit, ...facts },
      update: facts,
      select: { visitId: true },
    });
  }
  await tx.$executeRaw`UPDATE line SET noted_at = ${receivedAt} WHERE permanence_id = ${permanence}::uuid`;
}

/** The noted acts of these half-days, of these local dates, in the order in which they came. */
export async function loadNoted(
  tx: Pick<Tx, "$queryRaw">,
  permanences: readonly string[],
  localDates: readonly Date[],
): Promise<readonly (NotedAct & { readonly permanence: string })[]> {
  const rows = await tx.$queryRaw<
    { readonly permanence: string; readonly command: string; readonly at: Date; readonly data: unknown }[]
  >`
    SELECT permanence_id::text AS permanence, command_id::text AS command, at, data FROM queue_event
    WHERE permanence_id = ANY (${[...permanences]}::uuid[]) AND local_date = ANY (${[...localDates]}::date[]) AND type = 'act-noted'
    ORDER BY id`;
  return rows.map(({ permanence, command, at, data }) => ({
    ...(data as Omit<ActNoted, "type">),
    type: "act-noted",
    permanence,
    command,
    at: instant(at.getTime()),
  }));
}
