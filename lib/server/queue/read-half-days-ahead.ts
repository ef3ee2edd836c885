import { keptAhead } from "#lib/access/kept-half-days.ts";
import { wantsNumbers } from "#lib/queue/acts/lease-numbers.ts";
import { localDateOf } from "#lib/time/zone.ts";
import { plusMinutes } from "#lib/time/instant.ts";
import { isUuid } from "#lib/uuid.ts";
import { clock, toDate, freshId } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { applyCommand } from "./apply-command.ts";
import { readLineAhead } from "./line-exchange.ts";
import { readTablet, type TabletStart } from "./read-tablet.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";

/** Half-days at most: two a day for a week, and some that were opened for others. */
const MOST = 24;

/** Minutes: a half-day of today began less than a day ago. */
const BACK = 24 * 60;

/**
 * What a device asks for. `also`: further half-days that it keeps; `sentAll`: the device, when it can say of which
 * half-days it holds acts of the reader that were not sent, and those, `unsent`.
 */
export type AskedAhead = {
  readonly also: readonly string[];
  readonly sentAll?: string | undefined;
  readonly unsent: readonly string[];
};

/**
 * The half-days that a device keeps for the reader, so that they open without network: those planned for them that are
 * not over and begin within seven days, that at which they sit now, and those that it keeps already, where the reader
 * may still run the line. It is no heartbeat: nobody stands at these lines yet. For those of which the device holds no
 * unsent act it is the last exchange (docs/without-network.md#offline), so that what it does there later without
 * network is dated by the device, and on its day numbers are lent to it.
 */
export async function readHalfDaysAhead(
  actor: StaffActor,
  { also, sentAll, unsent }: AskedAhead,
): Promise<ReadonlyMap<string, TabletStart>> {
  const now = clock.now();
  const planned = await db.permanence.findMany({
    where: {
      status: { in: ["scheduled", "open"] },
      startsAt: { gt: toDate(plusMinutes(now, -BACK)), lt: toDate(keptAhead(now)) },
      OR: [
        { assignments: { some: { conseillerId: actor.user } } },
        { deskStates: { some: { conseillerId: actor.user, state: { not: "left" } } } },
      ],
    },
    select: { id: true },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    take: MOST,
  });
  const asked = new Set([...planned.map(({ id }) => id), ...also.filter(isUuid)].slice(0, MOST));
  const read = new Map<string, TabletStart>();
  for (const id of asked) {
    const start = await readTablet(actor, id, (reader) =>
      readLineAhead(reader, id, unsent.includes(id) ? undefined : sentAll),
    );
    if (!start.ok) continue;
    const isKnown = sentAll !== undefined && !unsent.includes(id);
    read.set(id, isKnown ? await withNumbers(actor, id, start.value, sentAll) : start.value);
  }
  return read;
}

/**
 * The same with numbers lent to the device on the day of the half-day, so that it can give some without network
 * although its tablet was never opened there. It is no heartbeat either.
 */
async function withNumbers(actor: StaffActor, id: string, start: TabletStart, device: string): Promise<TabletStart> {
  const now = clock.now();
  if (localDateOf(now, start.zone) !== start.localDate || !wantsNumbers(start.state, device)) return start;
  const { line } = await applyCommand(
    id,
    { type: "lease-numbers", id: freshId(), at: now, device },
    { actor, lastExchange: now },
  );
  return line ? { ...start, state: line } : start;
}
