import type { PaperVisit } from "#prisma/generated/client.ts";
import type { HalfDayFigures } from "#lib/report/half-day-figures.ts";
import { mayBeRecorded, type HalfDayRecord, type NotHeldBecause } from "#lib/report/half-day-record.ts";
import { mayBeWritten } from "#lib/report/report-deadline.ts";
import type { EndOnPaper, PaperRow, TurnedAwayOnPaper } from "#lib/report/paper-rows.ts";
import { accept, type Result } from "#lib/result.ts";
import { opennessOf, type Openness } from "#lib/schedule/permanence.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { clock } from "#lib/server/clock.ts";
import { db, type Tx } from "#lib/server/db.ts";
import { receivedLately } from "#lib/server/queue/apply-command.ts";
import { columnOf } from "#lib/server/schedule/permanence-rows.ts";
import type { HalfDayAtPlace } from "#lib/server/schedule/half-day-at-place.ts";
import { localDateOf } from "#lib/time/zone.ts";
import { contentHash } from "#lib/server/content-hash.ts";
import { WITHOUT_REPORT } from "./own-reports.ts";
import { halfDayOfTeam } from "./half-day-to-record.ts";
import { readFigures } from "./read-figures.ts";

/** What disturbed a half-day, by its kind, and how often. */
export type IncidentCount = { readonly kind: string; readonly times: number };

/** What the team recorded of a half-day afterwards, and when. */
export type DatedRecord = HalfDayRecord & { readonly at: Instant };

/** Acts of one person that a colleague sent from their tablet. */
export type SentForColleague = {
  readonly doneBy: string;
  readonly sentBy: string;
  readonly acts: number;
  readonly at: Instant;
};

/**
 * The end of a half-day as its page shows it. `stillThere`: who waits or is being helped. `late`: of how many people
 * help was noted after a person's close; `openness`: whether it is over. `reportsToWrite`: of help on the line, those
 * of who reads and those of colleagues; missing once its month is closed. `mayRecord`: whether something may be
 * recorded of it now; `version`: of what is recorded, for the forms.
 */
export type HalfDaySummary = {
  readonly held: HalfDayAtPlace;
  readonly openness: Openness;
  readonly closedAt?: Instant;
  readonly figures: HalfDayFigures;
  readonly stillThere: number;
  readonly late: number;
  readonly incidents: readonly IncidentCount[];
  readonly sentForColleagues: readonly SentForColleague[];
  readonly reportsToWrite?: { readonly mine: number; readonly others: number };
  readonly recorded?: DatedRecord;
  readonly mayRecord: boolean;
  readonly version: string;
};

/** Reads it for whoever may run its line; a constant number of statements. */
export async function readHalfDaySummary(
  actor: StaffActor,
  id: string,
): Promise<Result<HalfDaySummary, "not-found" | "not-allowed">> {
  const team = await halfDayOfTeam(actor, id);
  if (!team.ok) return team;
  const held = team.value;
  const now = clock.now();
  const [figures, stillThere, late, incidents, sentForColleagues, reportsToWrite, recorded, row] = await Promise.all([
    readFigures([held.id]),
    db.visit.count({ where: { permanenceId: held.id, endedAt: null } }),
    db.lateHelp.count({ where: { permanenceId: held.id } }),
    incidentsAt(held),
    sentForColleaguesAt(held.id, now),
    mayBeWritten(held.localDate, localDateOf(now, held.timeZone)) ? reportsToWriteOf(actor, held.id) : undefined,
    readRecord(db, held.id),
    db.permanence.findUniqueOrThrow({ where: { id: held.id }, select: { closedAt: true } }),
  ]);
  const sums = figures.get(held.id);
  if (!sums) throw new Error("Every half-day has figures.");
  return accept({
    held,
    openness: opennessOf(held, now),
    ...(row.closedAt && { closedAt: instant(row.closedAt.getTime()) }),
    figures: sums,
    stillThere,
    late,
    incidents,
    sentForColleagues,
    ...(reportsToWrite && { reportsToWrite }),
    ...(recorded && { recorded }),
    mayRecord: mayBeRecorded(held, now).ok,
    version: contentHash(recorded ?? null),
  });
}

/** What is recorded of a half-day, if anything. */
export async function readRecord(
  tx: Pick<Tx, "halfDayRecord">,
  permanenceId: string,
): Promise<DatedRecord | undefined> {
  const row = await tx.halfDayRecord.findUnique({
    where: { permanenceId },
    include: { rows: { orderBy: { number: "asc" } }, turnAways: { orderBy: { reason: "asc" } } },
  });
  if (!row) return undefined;
  const at = instant(row.notedAt.getTime());
  switch (row.kind) {
    case "not-held":
      return { kind: "not-held", why: row.why as NotHeldBecause, at };
    case "held-with-nobody":
      return { kind: "held-with-nobody", at };
    case "paper-rows":
      return { kind: "paper-rows", rows: row.rows.map(rowOnPaper), turnedAway: byReason(row.turnAways), at };
    default: {
      const { received, helped, gone, redirected, turnedAway } = row;
      return { kind: "paper-totals", received, helped, gone, redirected, turnedAway, at };
    }
  }
}

const byReason = (turnAways: readonly { readonly reason: string; readonly people: number }[]): TurnedAwayOnPaper =>
  Object.fromEntries(turnAways.map(({ reason, people }) => [reason, people]));

function rowOnPaper({ number, state, givenAt, calledAt, endedAt, topicKey, language }: PaperVisit): PaperRow {
  const at = (date: Date) => instant(date.getTime());
  return {
    number,
    state: state as EndOnPaper,
    ...(givenAt && { given: at(givenAt) }),
    ...(calledAt && { called: at(calledAt) }),
    ...(endedAt && { ended: at(endedAt) }),
    ...(topicKey !== null && { topic: topicKey }),
    ...(language !== null && { language }),
  };
}

/** Counted of the visits themselves, as the list of those to write: somebody who left from a pause has none. */
async function reportsToWriteOf(actor: StaffActor, permanenceId: string) {
  const rows = await db.visit.groupBy({
    by: ["conseillerId"],
    where: { permanenceId, conseillerId: { not: null }, ...WITHOUT_REPORT },
    _count: { _all: true },
  });
  const sum = (own: boolean): number =>
    rows
      .filter(({ conseillerId }) => (conseillerId === actor.user) === own)
      .reduce((total, { _count }) => total + _count._all, 0);
  return { mine: sum(true), others: sum(false) };
}

const incidentsAt = ({ id, localDate }: HalfDayAtPlace): Promise<readonly IncidentCount[]> =>
  db.$queryRaw<IncidentCount[]>`
    SELECT data ->> 'kind' AS kind, count(*)::int AS times FROM queue_event
    WHERE permanence_id = ${id}::uuid AND local_date = ${columnOf(localDate)}::date AND type = 'incident-noted'
    GROUP BY 1 ORDER BY 2 DESC, 1`;

/** As long as commands are kept: two months after the month in which they came. */
async function sentForColleaguesAt(permanence: string, now: Instant): Promise<readonly SentForColleague[]> {
  const { gte, lte } = receivedLately(now);
  const rows = await db.$queryRaw<readonly (Omit<SentForColleague, "at"> & { readonly at: Date })[]>`
    SELECT coalesce(author.name, author.email) AS "doneBy", coalesce(sender.name, sender.email) AS "sentBy", count(*)::int AS acts, max(c.received_at) AS at
    FROM queue_command c JOIN user_account author ON author.id = c.done_by JOIN user_account sender ON sender.id = c.sent_by
    WHERE c.permanence_id = ${permanence}::uuid AND c.received_on BETWEEN ${gte}::date AND ${lte}::date
    GROUP BY author.id, sender.id ORDER BY at, 1`;
  return rows.map(({ at, ...sent }) => ({ ...sent, at: instant(at.getTime()) }));
}
