import { isSoon, messagesOfChanges, SETTLES, type ChangedHalfDay } from "../../../message/staff-changes.ts";
import { instant, plusMinutes, type Instant } from "../../../time/instant.ts";
import { toDate } from "../../clock.ts";
import { transaction, type Queryable } from "../../db.ts";
import { freshId } from "../../fresh-id.ts";
import { putMessages, takeBack, WAITS, type MessageToPut } from "../../outbox/outbox.ts";
import { contracts } from "../contracts.ts";
import { changedHalfDays, keyOfStaff, type StaffOf } from "./changed-half-days.ts";

/** People compared in one transaction. */
const BATCH = 100;

/**
 * Compares what acts have changed of who is planned with what these people know, and puts in what tells them (docs/messages.md#to-staff-and-partners); takes back what waits and tells nothing any more.
 * Nothing is put in without a mail server. Returns of how many people.
 */
export async function tellStaffNoted(now: Instant): Promise<number> {
  let all = 0;
  for (;;) {
    const some = await transaction((tx) => tellSome(tx, now), "service");
    all += some;
    if (some < BATCH) return all;
  }
}

async function tellSome(tx: Queryable, now: Instant): Promise<number> {
  const people = await tx.$queryRaw<readonly StaffOf[]>`
    WITH people AS (SELECT DISTINCT account_id FROM staff_told WHERE changed ORDER BY account_id LIMIT ${BATCH}),
    mine AS MATERIALIZED (
      SELECT account_id, permanence_id FROM staff_told WHERE changed AND account_id IN (SELECT account_id FROM people) ORDER BY account_id, permanence_id FOR UPDATE SKIP LOCKED),
    compared AS (
      UPDATE staff_told t SET changed = false FROM mine WHERE (t.account_id, t.permanence_id) = (mine.account_id, mine.permanence_id)
      RETURNING t.account_id, t.organisation_id)
    SELECT DISTINCT account_id::text AS account, organisation_id::text AS organisation FROM compared ORDER BY 1, 2`;
  if (people.length === 0) return 0;
  const changes = await changedHalfDays(tx, people, now);
  const waiting = await tx.$queryRaw<readonly Waiting[]>`
    SELECT m.id::text, m.kind, m.account_id::text AS account, m.organisation_id::text AS organisation FROM outbox m
    WHERE m.account_id = ANY (${people.map(({ account }) => account)}::uuid[]) AND m.cause_kind = 'planning' AND ${WAITS}`;
  const done = people.map((person) => whatFollows(person, changes.get(keyOfStaff(person)) ?? [], waiting, now));
  const takenBack = done.flatMap(({ takesBack }) => takesBack);
  await takeBack(tx, takenBack, now);
  await putMessages(
    tx,
    done.flatMap(({ puts }) => puts),
    now,
  );
  return new Set(people.map(({ account }) => account)).size;
}

type Waiting = StaffOf & { readonly id: string; readonly kind: string };

/** A message that waits and still tells something stays: it is composed when it is sent. */
function whatFollows(
  person: StaffOf,
  changes: readonly ChangedHalfDay[],
  all: readonly Waiting[],
  now: Instant,
): { readonly takesBack: readonly string[]; readonly puts: readonly MessageToPut[] } {
  const waiting = all.filter((message) => keyOfStaff(message) === keyOfStaff(person));
  const messages = contracts().mail ? messagesOfChanges(changes) : [];
  const takesBack = waiting.filter(({ kind }) => !messages.some((message) => message.kind === kind));
  const puts = messages
    .filter(({ kind }) => !waiting.some((message) => message.kind === kind))
    .map(({ kind, tells }): MessageToPut => {
      const { account, organisation } = person;
      return {
        organisation,
        kind,
        cause: { kind: "planning", id: account },
        about: { account },
        channel: "mail",
        key: `${kind}:${account}:${freshId()}`,
        dueAt: areSoon(tells, now) ? now : plusMinutes(now, SETTLES),
      };
    });
  return { takesBack: takesBack.map(({ id }) => id), puts };
}

const areSoon = (changes: readonly ChangedHalfDay[], now: Instant): boolean =>
  changes.flatMap(({ known, isNow }) => [known, isNow]).some((there) => there && isSoon(there.span, now));

/** Notes what somebody knows since a message that told them these changes has left, and has it compared with what is true once more. An earlier answer was to something else. */
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
