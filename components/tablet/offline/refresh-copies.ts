import { instant, SECOND } from "#lib/time/instant.ts";
import { lineOnTablet } from "#lib/wire/queue/line-on-tablet.ts";
import type { HalfDayAhead } from "#lib/wire/queue/half-days-ahead.ts";
import { deviceNow } from "#components/tablet/device/clock.ts";
import { deviceId } from "#components/tablet/device/ids.ts";
import { permanencesWithUnsentActs } from "#components/tablet/device/indexeddb-outbox.ts";
import { copyOf, type TabletPage } from "./half-day-copy.ts";
import { forgetHolder, keepGiven, readKeptHalfDays } from "./kept-half-days.ts";

const PATIENCE = 20 * SECOND;

/**
 * Reads the half-days of this person anew, and forgets what the server does not give them any more. The device says of
 * which half-days it holds unsent acts (`unsentHere`: also one that only this page knows of), where its storage tells;
 * for all others the reading is its last exchange. `list`: the address of the list of half-days.
 */
export async function refreshCopies(list: string, me: string, unsentHere?: string): Promise<void> {
  const [{ copies }, unsent] = await Promise.all([
    readKeptHalfDays(),
    permanencesWithUnsentActs(me).catch(() => undefined),
  ]);
  const asked = new URLSearchParams({
    by: me,
    also: copies
      .filter(({ of }) => of === me)
      .map(({ permanence }) => permanence)
      .join(","),
    ...(unsent && {
      sentAll: deviceId(),
      unsent: [...unsent, ...(unsentHere === undefined ? [] : [unsentHere])].join(","),
    }),
  });
  const answer = await fetch(`${list}/copies?${asked}`, {
    cache: "no-store",
    signal: AbortSignal.timeout(PATIENCE),
  }).catch(() => undefined);
  if (answer?.status === 401) return void (await forgetHolder(me));
  if (!answer?.ok) return;
  const device = deviceNow();
  const given = await (answer.json() as Promise<{ readonly halfDays: readonly HalfDayAhead<TabletPage>[] }>).then(
    ({ halfDays }) =>
      halfDays.map(({ page, line, readAt }) => copyOf(page, lineOnTablet(line), instant(readAt), device)),
    () => undefined,
  );
  if (given) await keepGiven(given, me, device);
}
