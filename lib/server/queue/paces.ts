import { NOTHING_LEARNED, paceOf, type LearnedPace } from "#lib/queue/wait/learn-pace.ts";
import { type Pace, WITHOUT_TOPIC, type MinutesOf } from "#lib/queue/wait/pace.ts";
import { db } from "#lib/server/db.ts";
import { MINUTE, type Instant } from "#lib/time/instant.ts";
import { clock } from "#lib/server/clock.ts";
import { Prisma } from "#prisma/generated/client.ts";
import type { Stamped } from "#lib/queue/acts/acts.ts";
import { announcedRange, forecastTurns, nobodyWaits } from "#lib/queue/wait/estimate-wait.ts";
import { logUnexpected } from "#lib/server/log.ts";
import type { LoadedLine } from "./load-line.ts";

type Kept = { readonly readAt: Instant; readonly of: Promise<unknown> };

/** By what is kept; on the process, since a bundler may load this file more than once. */
const kept = ((globalThis as { keptByKey?: Map<string, Map<string, Kept>> }).keptByKey ??= new Map());

/**
 * Reads facts by key, each kept for a minute in this process. Those that are not kept are read together. A read that
 * fails is not kept. `name`: under which the facts are kept; `load`: reads those of these keys.
 */
function keptByKey<Value>(
  name: string,
  load: (keys: readonly string[]) => Promise<(key: string) => Value>,
): (keys: readonly string[]) => Promise<(key: string) => Value> {
  const values = kept.get(name) ?? new Map<string, Kept>();
  kept.set(name, values);
  return async (keys) => {
    const now = clock.now();
    const asked = [...new Set(keys)];
    const missing = asked.filter((key) => !(Math.abs(now - (values.get(key)?.readAt ?? 0)) < MINUTE));
    if (missing.length > 0) {
      const loaded = load(missing);
      for (const key of missing) {
        const one: Kept = { readAt: now, of: loaded.then((valueOf) => valueOf(key)) };
        values.set(key, one);
        one.of.catch(() => values.get(key) === one && values.delete(key));
      }
    }
    const read = new Map(await Promise.all(asked.map(async (key) => [key, await values.get(key)?.of] as const)));
    return (key) => read.get(key) as Value;
  };
}

/** Whose line it is: where, and by which organisation. */
type Whose = { readonly organisation: string; readonly place: string };

/**
 * The pace of each of these lines: what its place has taught, with the minutes of its organisation's topics. Kept for a
 * minute, read in two statements.
 */
export async function readPaces(lines: readonly Whose[]): Promise<(line: Whose) => Pace> {
  const [minutesAt, learnedAt] = await Promise.all([
    topicMinutes(lines.map(({ organisation }) => organisation)),
    learnedPaces(lines.map(({ place }) => place)),
  ]);
  return ({ organisation, place }) => paceOf(minutesAt(organisation).minutesOf, learnedAt(place));
}

/** What each of these places has taught. */
export const learnedPaces = keptByKey("learned-paces", loadLearned);

async function loadLearned(places: readonly string[]): Promise<(place: string) => LearnedPace> {
  const rows = await db.placePace.findMany({ where: { placeId: { in: [...places] } } });
  const learned = new Map(
    rows.map(({ placeId, byTopic, betweenHelps, stale: _, ...row }) => [
      placeId,
      { ...row, byTopic: byTopic as LearnedPace["byTopic"], between: betweenHelps },
    ]),
  );
  return (place) => learned.get(place) ?? NOTHING_LEARNED;
}

/** The usual minutes of an organisation's topics by key, and those that a visit is reckoned with. */
type TopicMinutes = { readonly minutes: ReadonlyMap<string, number>; readonly minutesOf: MinutesOf };

/**
 * The usual minutes of the topics of each of these organisations, for estimates of waits; a topic that is switched off
 * keeps its minutes. Each is read once a minute by a process; those to read are read in one statement.
 */
export const topicMinutes = keptByKey("topic-minutes", loadTopicMinutes);

/**
 * An organisation without topics of its own has the standard ones (docs/decisions/organisations.md): read beside, so
 * that no organisation is looked up alone.
 */
async function loadTopicMinutes(organisations: readonly string[]): Promise<(organisation: string) => TopicMinutes> {
  const topics = await db.$queryRaw<
    { readonly organisation: string | null; readonly key: string; readonly minutes: number }[]
  >`
    SELECT organisation_id AS organisation, key, minutes FROM topic WHERE organisation_id = ANY (${[...organisations]}::uuid[])
    UNION ALL SELECT NULL, key, minutes FROM topic WHERE organisation_id IS NULL`;
  const theirs = Map.groupBy(topics, ({ organisation }) => organisation);
  return (organisation) => minutesIn(theirs.get(organisation) ?? theirs.get(null) ?? []);
}

function minutesIn(topics: readonly { readonly key: string; readonly minutes: number }[]): TopicMinutes {
  const minutes = new Map(topics.map((topic) => [topic.key, topic.minutes]));
  return { minutes, minutesOf: (topic) => (topic === undefined ? undefined : minutes.get(topic)) ?? WITHOUT_TOPIC };
}

/**
 * Records what is announced to those who got a number by these events: the range, and the quantiles from which it was
 * made, so that by night it can be compared with what came. Not of who is called at once, and not of a number that was
 * given without network a while ago. Begun after the commit, outside the lock; what cannot be recorded is not learned
 * from.
 */
export function recordForecasts(line: LoadedLine, events: readonly Stamped[]): void {
  const given = events.flatMap(({ event }) => (event.type === "visit-joined" ? event.visit : []));
  if (given.length === 0 || line.state.status !== "open") return;
  const others = line.state.visits.filter(({ id }) => !given.includes(id));
  if (nobodyWaits({ ...line.state, visits: others }, clock.now())) return;
  setImmediate(() => void record(line, given).catch(logUnexpected));
}

async function record(line: LoadedLine, given: readonly string[]): Promise<void> {
  const now = clock.now();
  const pace = (await readPaces([line]))(line);
  const forecasts = forecastTurns(line.state, now, pace);
  const rows = line.state.visits.flatMap(({ id, joinedAt }) => {
    const forecast = given.includes(id) && now - joinedAt < MINUTE ? forecasts.get(id) : undefined;
    if (!forecast) return [];
    const { tenth, middle, ninetieth } = forecast;
    const { low, high } = announcedRange(forecast);
    return [
      Prisma.sql`(${id}::uuid, ${low}::smallint, ${high}::smallint, ${tenth}::real, ${middle}::real, ${ninetieth}::real)`,
    ];
  });
  if (rows.length === 0) return;
  await db.$executeRaw`
    UPDATE visit SET told_low = low, told_high = high, forecast_tenth = tenth, forecast_middle = middle, forecast_ninetieth = ninetieth
    FROM (VALUES ${Prisma.join(rows)}) AS told (id, low, high, tenth, middle, ninetieth) WHERE visit.id = told.id`;
}
