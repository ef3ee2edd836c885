import { messagesOfChanges, type ChangedHalfDay } from "#lib/message/staff-changes.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import { toDate } from "#lib/server/clock.ts";
import type { Queryable } from "#lib/server/db.ts";
import {
  comparedByMail,
  tellAllDifferences,
  type Comparison,
  type MailReader,
} from "#lib/server/message/tell-differences.ts";
import { changedHalfDays, keyOfStaff, type StaffOf } from "./changed-half-days.ts";

/** People compared in one transaction. */
const BATCH = 100;

/**
 * Compares what acts have changed of who is planned with what these people know, and puts in what tells them
 * (docs/messages.md#to-staff-and-partners). Returns of how many people.
 */
export const tellStaff = (now: Instant): Promise<number> => tellAllDifferences(comparison, now);

const comparison: Comparison<MailReader> = {
  batch: BATCH,
  take: async (tx) => {
    const readers = await tx.$queryRaw<readonly MailReader[]>`
      WITH people AS (SELECT DISTINCT account_id FROM staff_told WHERE changed ORDER BY account_id LIMIT ${BATCH}),
      mine AS MATERIALIZED (
        SELECT account_id, permanence_id FROM staff_told WHERE changed AND account_id IN (SELECT account_id FROM people) ORDER BY account_id, permanence_id FOR UPDATE SKIP LOCKED),
      compared AS (
        UPDATE staff_told t SET changed = false FROM mine WHERE (t.account_id, t.permanence_id) = (mine.account_id, mine.permanence_id)
        RETURNING t.account_id, t.organisation_id)
      SELECT DISTINCT account_id::text AS id, organisation_id::text AS organisation FROM compared ORDER BY 1, 2`;
    return { taken: new Set(readers.map(({ id }) => id)).size, readers };
  },
  compare: comparedByMail("account", async (tx, readers, now) => {
    const changes = await changedHalfDays(tx, readers.map(staffOf), now);
    return (reader) =>
      messagesOfChanges(changes.get(keyOfStaff(staffOf(reader))) ?? []).map(({ kind, tells }) => ({
        kind,
        spans: tells.flatMap(({ known, isNow }) => [known, isNow].flatMap((there) => there?.span ?? [])),
      }));
  }),
};

const staffOf = ({ id, organisation }: MailReader): StaffOf => ({ account: id, organisation });

/**
 * Notes what somebody knows since a message that told them these changes has left, and has it compared with what is
 * true once more. An earlier answer was to something else.
 */
export async function noteStaffTold(
  tx: Queryable,
  account: string,
  tells: readonly ChangedHalfDay[],
  now: Instant,
): Promise<void> {
  if (tells.length === 0) return;
  const of = <Value>(value: (change: ChangedHalfDay) => Value): Value[] => tells.map(value);
  const iso = (moment: Instant | undefined): string | null =>
    moment === undefined ? null : toDate(instant(moment)).toISOString();
  await tx.$queryRaw`
    UPDATE staff_told t SET changed = true, known_start = k.start, known_end = k.until, known_place_id = k.place, told_at = ${toDate(now)}, answer = NULL, why = NULL, answered_at = NULL
    FROM unnest(
      ${of(({ permanence }) => permanence)}::uuid[], ${of(({ isNow }) => iso(isNow?.span.start))}::timestamptz[], ${of(({ isNow }) => iso(isNow?.span.end))}::timestamptz[],
      ${of(({ isNow }) => isNow?.placeId ?? null)}::uuid[]) AS k (permanence, start, until, place)
    WHERE t.account_id = ${account}::uuid AND t.permanence_id = k.permanence RETURNING 1`;
}
