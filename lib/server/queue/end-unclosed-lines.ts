import { Prisma } from "#prisma/generated/client.ts";
import { automaticEndOf, endAutomatically } from "#lib/queue/acts/automatic-end.ts";
import { applied } from "#lib/queue/receive-command.ts";
import { RUNS_OVER } from "#lib/schedule/permanence.ts";
import { plusMinutes, type Instant } from "#lib/time/instant.ts";
import { toDate, freshId } from "#lib/server/clock.ts";
import { db, transaction, type Tx } from "#lib/server/db.ts";
import { logTrouble, traceOf } from "#lib/server/log.ts";
import { permanenceWithLine } from "./line-rows.ts";
import { loadLines, lockPermanence } from "./load-line.ts";
import { notifyFollowers } from "./notify-followers.ts";
import { saveLine } from "./save-line.ts";

/** Lines in one run. The job is due again a minute later, so that those of years are ended by and by. */
const MOST = 500;

/** Whether a line that nobody closed is over at `now`. */
export const areLinesToEnd = async (now: Instant): Promise<boolean> => (await linesToEnd(now, 1)).length > 0;

/**
 * Ends the lines that nobody closed and that are over at `now` (docs/line.md#the-automatic-end), at most `most`, each
 * in a transaction of its own. May run twice, also at once: a line that has ended is not ended again. One that fails is
 * logged with its id, and keeps no other from being ended. Returns how many were ended.
 */
export async function endUnclosedLines(now: Instant, most = MOST): Promise<number> {
  let ended = 0;
  for (const id of await linesToEnd(now, most))
    try {
      if (await transaction((tx) => endUnclosed(tx, id, now), "service")) ended += 1;
    } catch (error) {
      logTrouble("A half-day that nobody closed could not be ended. It is tried again in a minute.", {
        permanence: id,
        ...traceOf(error),
      });
    }
  return ended;
}

/**
 * The same rule as `automaticEndOf`, which is asked again under the lock: three in the morning is the first after the
 * end.
 */
async function linesToEnd(now: Instant, most: number): Promise<readonly string[]> {
  const unattendedSince = toDate(plusMinutes(now, -RUNS_OVER));
  const rows = await db.$queryRaw<{ readonly id: string }[]>`
    SELECT p.id FROM ${permanenceWithLine}
    WHERE ${unclosed} AND p.ends_at <= ${toDate(now)}
      AND (greatest(p.ends_at, l.heard_at) <= ${unattendedSince}
        OR (date_trunc('day', p.ends_at AT TIME ZONE p.time_zone - interval '3 hours') + interval '27 hours') AT TIME ZONE p.time_zone <= ${toDate(now)})
    ORDER BY p.ends_at LIMIT ${most}`;
  return rows.map(({ id }) => id);
}

/** SQL: the condition of the index `permanence_to_end`. */
const unclosed = Prisma.sql`(p.status = 'open' OR (p.status = 'scheduled' AND p.numbers <> 'not-yet'))`;

/** False when the line is not over after all: somebody has closed it, or a device of the team is in touch again. */
async function endUnclosed(tx: Tx, permanence: string, now: Instant): Promise<boolean> {
  await lockPermanence(tx, permanence);
  const loaded = (await loadLines(tx, [permanence], now)).get(permanence);
  if (!loaded) return false;
  const at = automaticEndOf(loaded.state, loaded.timeZone, loaded.heardAt);
  if (at === undefined || at > now) return false;
  const id = freshId();
  const { events, after } = applied(loaded.state, endAutomatically(loaded.state), { at, command: id });
  await saveLine(tx, loaded.state, after, events, {
    id,
    permanence,
    device: "service",
    actor: "service",
    at,
    receivedAt: now,
    localDate: loaded.localDate,
    bySms: loaded.bySms,
  });
  notifyFollowers(tx, { ...loaded, state: after }, "whole");
  return true;
}
