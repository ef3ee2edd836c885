import type { HalfDayFigures } from "../../report/half-day-figures.ts";
import { mayBeRecorded, type HalfDayRecord, type NotHeldBecause } from "../../report/half-day-record.ts";
import { accept, type Result } from "../../result.ts";
import { opennessOf, type Openness } from "../../schedule/permanence.ts";
import { instant, type Instant } from "../../time/instant.ts";
import type { StaffActor } from "../auth/options.ts";
import { clock } from "../clock.ts";
import { db, type Tx } from "../db.ts";
import { datesOfEvents } from "../queue/events-of-lines.ts";
import { columnOf } from "../schedule/dated.ts";
import type { HalfDayAtPlace } from "../schedule/half-day-at-place.ts";
import { versionOf } from "../version-of.ts";
import { halfDayOfTeam } from "./half-day-to-record.ts";
import { readFigures } from "./read-figures.ts";

/** What disturbed a half-day, by its kind, and how often. */
export type IncidentCount = { readonly kind: string; readonly times: number };

/** What the team recorded of a half-day afterwards, and when. */
export type Recorded = HalfDayRecord & { readonly at: Instant };

/**
 * The end of a half-day as its page shows it. `late`: of how many people help was noted after a person's close; `openness`: whether it is over.
 * `mayRecord`: whether something may be recorded of it now; `version`: of what is recorded, for the forms.
 */
export type HalfDaySummary = {
  readonly held: HalfDayAtPlace;
  readonly openness: Openness;
  readonly closedAt?: Instant;
  readonly figures: HalfDayFigures;
  readonly late: number;
  readonly incidents: readonly IncidentCount[];
  readonly recorded?: Recorded;
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
  const [figures, late, incidents, recorded, row] = await Promise.all([
    readFigures([held.id]),
    db.lateHelp.count({ where: { permanenceId: held.id } }),
    incidentsAt(held, now),
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
    late,
    incidents,
    ...(recorded && { recorded }),
    mayRecord: mayBeRecorded(held, now).ok,
    version: versionOf(recorded ?? null),
  });
}

/** What is recorded of a half-day, if anything. */
export async function readRecord(tx: Pick<Tx, "halfDayRecord">, permanenceId: string): Promise<Recorded | undefined> {
  const row = await tx.halfDayRecord.findUnique({ where: { permanenceId } });
  if (!row) return undefined;
  const at = instant(row.notedAt.getTime());
  switch (row.kind) {
    case "not-held":
      return { kind: "not-held", why: row.why as NotHeldBecause, at };
    case "held-with-nobody":
      return { kind: "held-with-nobody", at };
    default: {
      const { received, helped, gone, redirected, turnedAway } = row;
      return { kind: "paper-totals", received, helped, gone, redirected, turnedAway, at };
    }
  }
}

async function incidentsAt({ id, localDate }: HalfDayAtPlace, now: Instant): Promise<readonly IncidentCount[]> {
  const { first, last } = datesOfEvents([{ localDate: columnOf(localDate) }], now);
  return db.$queryRaw<IncidentCount[]>`
    SELECT data ->> 'kind' AS kind, count(*)::int AS times FROM queue_event
    WHERE permanence_id = ${id}::uuid AND local_date BETWEEN ${first}::date AND ${last}::date AND type = 'incident-noted'
    GROUP BY 1 ORDER BY 2 DESC, 1`;
}
