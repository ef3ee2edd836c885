import {
  learnBand,
  learnMinutes,
  type LearnedPace,
  type PastForecast,
  type PastVisit,
} from "#lib/queue/wait/learn-pace.ts";
import { instant, MINUTE, type Instant } from "#lib/time/instant.ts";
import { db, transaction, type Tx } from "#lib/server/db.ts";
import { topicMinutes } from "./paces.ts";

/**
 * From how many half-days a place learns, the last ones: of a place that is open twice a week, those of half a year.
 */
const LAST = 50;

/** Places in one run; the job is due again a minute later. */
const MOST_PLACES = 200;

/** Whether the pace of a place is to be learned again. Each process asks every minute: one entry of an index. */
export const arePacesStale = async (): Promise<boolean> =>
  (await db.placePace.findFirst({ where: { stale: true }, select: { placeId: true } })) !== null;

/**
 * Learns again how fast the line goes at each place of which a half-day was counted since (docs/line.md#waiting-time),
 * from its last half-days. From nothing but rows: whatever was learned before has no part in it. Answers of how many
 * places.
 */
export async function learnPaces(): Promise<number> {
  for (let places = 0; places < MOST_PLACES; places += 1) if (!(await transaction(learnNext, "service"))) return places;
  return MOST_PLACES;
}

async function learnNext(tx: Tx): Promise<boolean> {
  const [next] = await tx.$queryRaw<{ readonly place: string; readonly organisation: string }[]>`
    SELECT place_id AS place, organisation_id AS organisation FROM place_pace JOIN place ON place.id = place_id
    WHERE stale ORDER BY place_id LIMIT 1 FOR UPDATE OF place_pace SKIP LOCKED`;
  if (!next) return false;
  const { minutesOf } = (await topicMinutes([next.organisation]))(next.organisation);
  const visits = await pastVisits(tx, next.place);
  const halfDays = [...Map.groupBy(visits, ({ halfDay }) => halfDay).values()];
  const calls = visits.flatMap(({ forecast }) => forecast ?? []);
  const learned: LearnedPace = { ...learnMinutes(halfDays, minutesOf), ...learnBand(calls) };
  const { between, byTopic, ...others } = learned;
  await tx.placePace.update({
    where: { placeId: next.place },
    data: {
      ...others,
      byTopic: { ...byTopic },
      betweenHelps: between,
      stale: false,
    },
  });
  return true;
}

type PastVisitOfLine = PastVisit & {
  readonly halfDay: string;
  readonly forecast?: PastForecast;
};

/** The ended visits of the place's last half-days. Numbers given by mistake are nobody. */
async function pastVisits(tx: Tx, place: string): Promise<readonly PastVisitOfLine[]> {
  const rows = await tx.$queryRaw<PastRow[]>`
    SELECT v.permanence_id AS "halfDay", v.state, v.left_why AS "leftWhy", v.topic_key AS topic, v.desk, v.joined_at AS "joinedAt",
      v.called_at AS "calledAt", v.started_at AS "startedAt", v.ended_at AS "endedAt", v.ended_about AS "endedAbout", v.missed_calls AS "missedCalls",
      v.told_low AS low, v.told_high AS high, v.forecast_tenth AS tenth, v.forecast_middle AS middle, v.forecast_ninetieth AS ninetieth,
      v.state = 'done' AND p.outcome IS NOT DISTINCT FROM 'not-recorded' AND v.ended_at = p.closed_at AS "endUnknown"
    FROM (
      SELECT permanence_id FROM half_day_figures WHERE place_id = ${place}::uuid AND received > 0
      ORDER BY local_date DESC, permanence_id LIMIT ${LAST}) AS last
    JOIN visit AS v USING (permanence_id)
    JOIN permanence AS p ON p.id = permanence_id
    WHERE v.ended_at IS NOT NULL AND v.left_why IS DISTINCT FROM 'given-by-mistake'`;
  return rows.map(pastOf);
}

type PastRow = {
  readonly halfDay: string;
  readonly state: string;
  readonly leftWhy: string | null;
  readonly topic: string | null;
  readonly desk: number | null;
  readonly joinedAt: Date;
  readonly calledAt: Date | null;
  readonly startedAt: Date | null;
  readonly endedAt: Date;
  readonly endedAbout: boolean;
  readonly missedCalls: number;
  /** The line was ended by itself while they were helped: nobody knows when the help ended. */
  readonly endUnknown: boolean;
  readonly low: number | null;
  readonly high: number | null;
  readonly tenth: number | null;
  readonly middle: number | null;
  readonly ninetieth: number | null;
};

function pastOf(row: PastRow): PastVisitOfLine {
  const { halfDay, topic, desk, joinedAt, calledAt, startedAt, endedAt, endedAbout } = row;
  return {
    halfDay,
    joinedAt: momentOf(joinedAt),
    endedAt: momentOf(endedAt),
    endedAbout,
    end: endOf(row),
    ...(topic !== null && { topic }),
    ...(desk !== null && { desk }),
    ...(calledAt && { calledAt: momentOf(calledAt) }),
    ...(startedAt && { startedAt: momentOf(startedAt) }),
    ...forecastOf(row),
  };
}

const momentOf = (date: Date): Instant => instant(date.getTime());

function endOf({ state, leftWhy, endUnknown }: PastRow): PastVisit["end"] {
  if (state === "done") return endUnknown ? "other" : "helped";
  if (state !== "left") return "other";
  return leftWhy === "missed-calls" ? "vanished" : "left";
}

/** What was announced, of who was called and answered the first call: of others the row keeps a later call, or none. */
function forecastOf(row: PastRow): Pick<PastVisitOfLine, "forecast"> {
  const { low, high, tenth, middle, ninetieth, calledAt, joinedAt, missedCalls } = row;
  if (low === null || high === null || tenth === null || middle === null || ninetieth === null) return {};
  if (calledAt === null || missedCalls > 0) return {};
  const waited = Math.max(0, (calledAt.getTime() - joinedAt.getTime()) / MINUTE);
  return { forecast: { low, high, tenth, middle, ninetieth, waited } };
}
