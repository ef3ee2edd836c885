import { Prisma } from "#prisma/generated/client.ts";
import { mayTell, type MessageKind } from "#lib/message/kinds.ts";
import { turnIsNear } from "#lib/queue/board/live-board.ts";
import type { Follow, LiveBoard } from "#lib/queue/board/board.ts";
import { visitOf, type LineState } from "#lib/queue/line/line-state.ts";
import type { Visit } from "#lib/queue/line/visit.ts";
import type { EventRecord } from "#lib/queue/receive-command.ts";
import { instant, MINUTE, plusMinutes, type Instant } from "#lib/time/instant.ts";
import { toDate, freshId } from "#lib/server/clock.ts";
import { afterCommit, db, type Tx } from "#lib/server/db.ts";
import { channelsSetUp } from "#lib/server/message/channels-set-up.ts";
import { messagesAreDue } from "#lib/server/outbox/due-messages.ts";
import { putMessages, WAITS, type MessageToPut } from "#lib/server/outbox/outbox.ts";
import { heardAtColumn, permanenceWithLine } from "./line-rows.ts";
import { readBoards } from "./read-boards.ts";

/** Minutes after a call until it is told: whoever is in the room stands at the desk by then, and costs no SMS. */
const TO_COME = 1;

/** Calls of one number that are told: after a third one without an answer its place is not kept. */
const CALLS_TOLD = 2;

type CommandEffects = { readonly permanence: string; readonly bySms: readonly string[]; readonly receivedAt: Instant };

/**
 * What an act does to the messages of those who are told by SMS, in its transaction (docs/messages.md#of-a-number):
 * what waits about a number that stands otherwise now is cancelled, a call is told a minute later, at once when it is
 * noted without an answer. One statement, none where nobody of them is concerned.
 */
export async function tellOfAct(
  tx: Tx,
  before: LineState,
  after: LineState,
  events: readonly EventRecord[],
  { permanence, bySms, receivedAt }: CommandEffects,
): Promise<void> {
  if (bySms.length === 0) return;
  const changed = after.visits.flatMap((visit) => {
    const former = bySms.includes(visit.id) ? visitOf(before, visit.id) : undefined;
    return former && standsOtherwise(former, visit) ? [{ former, visit }] : [];
  });
  if (changed.length === 0) return;
  const missed = changed.filter(({ former, visit }) => former.state === "called" && visit.state === "absent");
  const called = changed.filter(({ visit }) => isCallToTell(visit, events)).map(({ visit }) => visit.id);
  const others = changed.filter((one) => !missed.includes(one)).map(({ visit }) => visit.id);
  const now = toDate(receivedAt);
  if (missed.length > 0) {
    await tx.$queryRaw`
      UPDATE outbox m SET due_at = ${now} WHERE m.visit_id = ANY (${missed.map(({ visit }) => visit.id)}::uuid[]) AND m.kind = 'called' AND m.attempts = 0 AND ${WAITS} RETURNING 1`;
    afterCommit(tx, messagesAreDue);
  }
  if (others.length === 0) return;
  // A message that may have left counts as told.
  await tx.$queryRaw`
    WITH taken_back AS (
      UPDATE outbox m SET cancelled_at = ${now} WHERE m.visit_id = ANY (${others}::uuid[]) AND ${WAITS})
    INSERT INTO outbox (id, organisation_id, kind, cause_kind, cause_id, visit_id, dedupe_key, due_at, created_at, channel, place_id)
    SELECT c.id, p.organisation_id, 'called', 'visit', c.visit, c.visit, 'called:' || c.visit || ':' || formerly.put + 1, ${toDate(plusMinutes(receivedAt, TO_COME))}, ${now}, 'sms', p.place_id
    FROM unnest(${called.map(freshId)}::uuid[], ${called}::uuid[]) AS c (id, visit) JOIN permanence p ON p.id = ${permanence}::uuid
      CROSS JOIN LATERAL (
        SELECT count(*)::int AS put, count(*) FILTER (WHERE m.sent_at IS NOT NULL OR m.lost_at IS NOT NULL) AS told
        FROM outbox m WHERE m.visit_id = c.visit AND m.kind = 'called') AS formerly
    WHERE formerly.told < ${CALLS_TOLD}
    RETURNING 1`;
  if (called.length > 0) afterCommit(tx, () => void setTimeout(messagesAreDue, TO_COME * MINUTE).unref());
}

/** Whether what was said of a number before may not be so any more: its state, or until when the person is out. */
const standsOtherwise = (former: Visit, visit: Visit): boolean =>
  former.state !== visit.state || awayUntilOf(former) !== awayUntilOf(visit);

const awayUntilOf = (visit: Visit): Instant | undefined => (visit.state === "waiting" ? visit.awayUntil : undefined);

/** Whether this act has called them to come, and they keep their place if they do not. */
const isCallToTell = (visit: Visit, events: readonly EventRecord[]): boolean =>
  visit.state === "called" &&
  visit.missedCalls < CALLS_TOLD &&
  !visit.toFetch &&
  events.some(({ event }) => event.type === "visit-called" && event.visit === visit.id);

/** SQL: whether visit `v` still has a number, at no desk. */
const IN_LINE = Prisma.sql`v.state IN ('waiting', 'absent', 'paused')`;

/**
 * Tells whoever has a number in this half-day, and asked for it, that it closes earlier, once; in the transaction that
 * moves its end, whose new row is written already.
 */
export async function tellClosingEarlier(tx: Tx, permanence: string, now: Instant): Promise<void> {
  const people = await tx.$queryRaw<readonly { readonly visit: string; readonly organisation: string }[]>`
    SELECT v.id::text AS visit, p.organisation_id::text AS organisation FROM visit v JOIN permanence p ON p.id = v.permanence_id
    WHERE v.permanence_id = ${permanence}::uuid AND v.told_by_sms AND ${IN_LINE} ORDER BY v.number`;
  const put = await putMessages(
    tx,
    people.map(({ visit, organisation }) => messageOf({ visit, organisation, put: 0 }, "closing-earlier", now)),
    now,
  );
  if (put > 0) afterCommit(tx, messagesAreDue);
}

/** SQL: half-day `p` is open, and somebody told by SMS waits there, as visit `v`. */
const WAITS_TO_BE_TOLD = Prisma.sql`v.told_by_sms AND v.state = 'waiting' AND p.status = 'open'`;

/** Whether somebody waits in an open line who is told by SMS when their turn is near. */
export async function areNumbersToTell(): Promise<boolean> {
  if (!channelsSetUp().sms) return false;
  const [found] = await db.$queryRaw<{ readonly any: boolean }[]>`
    SELECT EXISTS (SELECT FROM visit v JOIN permanence p ON p.id = v.permanence_id WHERE ${WAITS_TO_BE_TOLD}) AS any`;
  return found?.any ?? false;
}

/**
 * Looks for what no act causes, each minute: whose turn is near by the estimate that their page shows, and who is out
 * while the line is silent (docs/messages.md#of-a-number). Constant statements, however many lines. Returns how many
 * messages were put in.
 */
export async function tellNumbers(now: Instant): Promise<number> {
  if (!channelsSetUp().sms) return 0;
  const rows = await db.$queryRaw<readonly VisitRow[]>`
    SELECT v.id::text AS visit, v.number, v.permanence_id::text AS permanence, p.organisation_id::text AS organisation, ${heardAtColumn}, formerly.*
    FROM visit v JOIN ${permanenceWithLine} ON p.id = v.permanence_id
      CROSS JOIN LATERAL (
        SELECT count(*)::int AS put, coalesce(array_agg(m.kind) FILTER (WHERE m.cancelled_at IS NULL), '{}') AS before,
          max(m.created_at) FILTER (WHERE m.kind = 'come-back') AS "calledBackAt"
        FROM outbox m WHERE m.visit_id = v.id) AS formerly
    WHERE ${WAITS_TO_BE_TOLD} ORDER BY v.id`;
  const boards = await readBoards(rows.map(({ permanence }) => permanence));
  const messages = rows.flatMap((row) => {
    const board = boards.get(row.permanence);
    const follow = board?.follows.find(({ number }) => number === row.number);
    const kind = board && follow && kindOf(row, board, follow);
    return kind && mayTell(kind, row.before) ? [messageOf(row, kind, now)] : [];
  });
  return putMessages(db, messages, now);
}

type VisitRow = {
  readonly visit: string;
  readonly number: number;
  readonly permanence: string;
  readonly organisation: string;
  readonly heardAt: Date | null;
  readonly put: number;
  readonly before: readonly MessageKind[];
  readonly calledBackAt: Date | null;
};

function kindOf({ calledBackAt, heardAt }: VisitRow, board: LiveBoard, follow: Follow): MessageKind | undefined {
  if (isOutInSilence(board, follow)) {
    const isTold = calledBackAt !== null && heardAt !== null && calledBackAt > heardAt;
    return isTold ? undefined : "come-back";
  }
  return turnIsNear(follow, board.asOf) === undefined ? undefined : "soon";
}

/**
 * Whether this person is out and cannot be told by their page that their turn comes: no device of the team is in touch.
 */
export const isOutInSilence = ({ alive }: Pick<LiveBoard, "alive">, { awayUntil }: Follow): boolean =>
  awayUntil !== undefined && !alive;

/**
 * A message about a number. `put`: how many were put in about it before, of whatever kind, since each has a key of its
 * own.
 */
const messageOf = (
  { visit, organisation, put }: { readonly visit: string; readonly organisation: string; readonly put: number },
  kind: MessageKind,
  now: Instant,
): MessageToPut => ({
  organisation,
  kind,
  cause: { kind: "visit", id: visit },
  about: { visit },
  channel: "sms",
  key: `${kind}:${visit}:${put + 1}`,
  dueAt: instant(now),
});
