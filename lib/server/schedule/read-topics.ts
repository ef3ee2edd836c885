import { Prisma } from "#prisma/generated/client.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { LONGEST } from "#lib/schedule/permanence.ts";
import { ownTexts, takesTopic, type Topic, type TopicsTaken } from "#lib/schedule/topic.ts";
import { plusMinutes, type Instant } from "#lib/time/instant.ts";
import { isUuid } from "#lib/uuid.ts";
import type { WireTopic } from "#lib/wire/schedule/topics.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db, type Queryable } from "#lib/server/db.ts";
import { cachedAMinute } from "#lib/server/cached-a-minute.ts";
import { translatorIn, type TextLocale } from "#lib/server/translate.ts";

/**
 * Whose topics: those of an organisation or of the one of a half-day, those offered at a place (ids), or of all
 * organisations.
 */
export type TopicsOf = OfOne | { readonly place: string } | "all-organisations";
type OfOne = { readonly organisation: string } | { readonly permanence: string };

/**
 * The topics that are offered, in their display order; those switched off are left out. `taken`: only these. A topic
 * that several organisations have is answered once, as the one has it that ranks it first, and as bookable when one of
 * them takes appointments for it. At a place, those who hold half-days there come before its owner
 * (docs/booking.md#topics). The list of all organisations is kept a minute. Their texts are `texts`, else in messages
 * under topics.<key>; `bring` are keys under bring. One query.
 */
export async function readTopics(of: TopicsOf, taken: TopicsTaken = "every"): Promise<readonly Topic[]> {
  const topics = of === "all-organisations" ? await readOfAllOrganisations() : await db.$queryRaw<Topic[]>(offered(of));
  return topics.filter(({ key }) => takesTopic(taken, key));
}

/** Those of them that can be booked. */
export const readBookableTopics = async (of: TopicsOf, taken: TopicsTaken = "every"): Promise<readonly Topic[]> =>
  (await readTopics(of, taken)).filter(({ bookable }) => bookable);

/** Those that can be booked at an organisation, with what they are called in that language. */
export async function readCalledTopics(
  of: { readonly organisation: string },
  locale: TextLocale,
): Promise<readonly (Topic & { readonly name: string })[]> {
  const name = translatorIn(locale, "topics");
  return (await readBookableTopics(of)).map((topic) => ({
    ...topic,
    name: ownTexts(topic, locale)?.name ?? name(topic.key),
  }));
}

/**
 * The topics that an appointment or a visit of a half-day names, in their display order; also one that was switched off
 * since.
 */
export const readNamedTopics = (permanence: string, keys: readonly string[]): Promise<readonly Topic[]> =>
  db.$queryRaw<Topic[]>`
    SELECT ${columns} FROM ${organisationOf({ permanence })} CROSS JOIN LATERAL topics_of(holder.id) AS topic
    WHERE topic.key = ANY (${[...keys]}) ORDER BY topic.rank`;

/**
 * What the organisation of a half-day calls its own topics, by key, in that language; one that is switched off keeps
 * its name.
 */
export async function readOwnNames(permanence: string, locale: string): Promise<Readonly<Record<string, string>>> {
  const topics = await db.$queryRaw<Topic[]>`
    SELECT ${columns} FROM ${organisationOf({ permanence })} CROSS JOIN LATERAL topics_of(holder.id) AS topic WHERE topic.texts IS NOT NULL`;
  return Object.fromEntries(
    topics.flatMap((topic) => {
      const own = ownTexts(topic, locale);
      return own ? [[topic.key, own.name]] : [];
    }),
  );
}

/**
 * The topics that are offered at a place (its id or slug) or by all organisations, as the API answers them in that
 * language. Refused: `not-found` (no such place).
 */
export async function listTopics(
  locale: TextLocale,
  place?: string,
): Promise<Result<readonly WireTopic[], "not-found">> {
  const at = place === undefined ? undefined : await placeNamed(place);
  if (at === null) return refuse("not-found");
  const topics = await readTopics(at ? { place: at.id } : "all-organisations");
  const name = translatorIn(locale, "topics");
  const thing = translatorIn(locale, "bring");
  return accept(
    topics.map((topic) => ({
      key: topic.key,
      label: ownTexts(topic, locale)?.name ?? name(topic.key),
      minutes: topic.minutes,
      bring: [...(ownTexts(topic, locale)?.bring ?? topic.bring.map((one) => thing(one)))],
    })),
  );
}

const placeNamed = (place: string): Promise<{ readonly id: string } | null> =>
  db.place.findFirst({
    where: { ...(isUuid(place) ? { id: place } : { slug: place }), hidden: false },
    select: { id: true },
  });

/** Whether the organisation of that half-day has the topic; also one that is switched off, which keeps its meaning. */
export async function isTopicThere(tx: Queryable, permanence: string, key: string): Promise<boolean> {
  const found = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM ${organisationOf({ permanence })} CROSS JOIN LATERAL topics_of(holder.id) AS topic WHERE topic.key = ${key}`;
  return found.length > 0;
}

const columns = Prisma.sql`topic.key, topic.minutes, topic.bring, topic.themes, topic.bookable, topic.texts`;

/** SQL: the organisation whose topics are asked for, and the place of the half-day, as a table of one row. */
const organisationOf = (of: OfOne): Prisma.Sql =>
  "organisation" in of
    ? Prisma.sql`(SELECT ${of.organisation}::uuid AS id, NULL::uuid AS place) AS holder`
    : Prisma.sql`(SELECT organisation_id AS id, place_id AS place FROM permanence WHERE id = ${of.permanence}::uuid) AS holder`;

const ofOrganisation = (of: OfOne): Prisma.Sql => Prisma.sql`
  SELECT ${columns} FROM ${organisationOf(of)} CROSS JOIN LATERAL topics_offered(holder.id, holder.place) AS topic ORDER BY topic.rank`;

const offered = (of: Exclude<TopicsOf, string>): Prisma.Sql =>
  "place" in of ? atPlace(of.place, clock.now()) : ofOrganisation(of);

/** Days: no list and no feed looks further ahead (docs/calendars.md#dates-ahead). */
const AHEAD = 92;

/**
 * Those of whoever holds half-days there, neither cancelled nor over, in the next 92 days, and of the owner when it is
 * an organisation. The bounds of starts_at let the index (place_id, starts_at) be used.
 */
const atPlace = (place: string, now: Instant): Prisma.Sql => Prisma.sql`
  WITH holder AS (
    SELECT organisation_id AS id, true AS holds FROM permanence
    WHERE place_id = ${place}::uuid AND starts_at > ${toDate(plusMinutes(now, -LONGEST))} AND ends_at > ${toDate(now)}
      AND starts_at < ${toDate(plusMinutes(now, AHEAD * 24 * 60))} AND status IN ('scheduled', 'open')
    GROUP BY organisation_id
    UNION ALL
    SELECT owner.id, false FROM place JOIN organisation AS owner ON owner.id = place.organisation_id WHERE place.id = ${place}::uuid AND owner.runs_permanences)
  SELECT key, minutes, bring, themes, bookable, texts FROM (
    SELECT DISTINCT ON (topic.key) topic.key, topic.rank, topic.minutes, topic.bring, topic.themes, topic.texts,
      bool_or(topic.bookable) OVER (PARTITION BY topic.key, holder.holds) AS bookable
    FROM holder CROSS JOIN LATERAL topics_offered(holder.id, ${place}::uuid) AS topic
    ORDER BY topic.key, holder.holds DESC, topic.rank, topic.id) AS offered
  ORDER BY rank, key`;

/**
 * From one key to the next through the index `topic_key_rank`: as many topics are read as there are keys, however many
 * organisations. The standard topics count while an organisation has none of its own.
 */
const readOfAllOrganisations = cachedAMinute(
  (): Promise<readonly Topic[]> => db.$queryRaw<Topic[]>`
  WITH RECURSIVE standard AS (
    SELECT EXISTS (SELECT FROM topic WHERE organisation_id IS NULL)
      AND EXISTS (SELECT FROM organisation WHERE runs_permanences AND NOT EXISTS (SELECT FROM topic WHERE topic.organisation_id = organisation.id)) AS offered),
  named AS (
    (SELECT topic.* FROM topic WHERE ${isOffered} ORDER BY key, rank, id LIMIT 1)
    UNION ALL
    SELECT next.* FROM named CROSS JOIN LATERAL (
      SELECT topic.* FROM topic WHERE ${isOffered} AND topic.key > named.key ORDER BY topic.key, topic.rank, topic.id LIMIT 1) AS next)
  SELECT key, minutes, bring, themes, texts, EXISTS (SELECT FROM topic WHERE ${isOffered} AND topic.key = named.key AND topic.bookable) AS bookable
  FROM named ORDER BY rank, key`,
);

/** SQL: a topic that is switched on and that an organisation offers, as `standard` says. */
const isOffered = Prisma.sql`topic.active AND (topic.organisation_id IS NOT NULL OR (SELECT standard.offered FROM standard))`;
