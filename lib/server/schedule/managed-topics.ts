import { Prisma } from "#prisma/generated/client.ts";
import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import { slugOf } from "#lib/place/slug.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import type { Topic, TopicTexts } from "#lib/schedule/topic.ts";
import { isUuid } from "#lib/uuid.ts";
import type { TopicTyped } from "#lib/wire/schedule/topic-body.ts";
import { THEME_BOX } from "#lib/wire/staff-form.ts";
import { clock } from "#lib/server/clock.ts";
import { db, transaction, type Tx } from "#lib/server/db.ts";
import { keepOutcome, outcomeOf, retryForSameKey } from "#lib/server/idempotency.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { contentHash } from "#lib/server/content-hash.ts";
import { copyTopics } from "./copy-topics.ts";
import { markEvents } from "./mark-events.ts";

/**
 * A topic of an organisation, switched off ones too. `id`: of its row, a standard one while the organisation has none
 * of its own.
 */
export type ManagedTopic = Topic & { readonly id: string; readonly active: boolean };

/** The topics of an organisation in their order. One query. Refused: `not-allowed`. */
export async function listManagedTopics(
  actor: Actor,
  organisation: string,
): Promise<Result<readonly ManagedTopic[], "not-allowed">> {
  if (!may(actor, { act: "manage-topics", organisation })) return refuse("not-allowed");
  return accept(
    await db.$queryRaw<ManagedTopic[]>`
      SELECT id, key, minutes, bring, themes, bookable, active, texts FROM topics_of(${organisation}::uuid) ORDER BY rank`,
  );
}

/** Places that are named one by one: more than a city has. */
const MOST_PLACES = 300;

/** The places of an organisation by name, each with whether it offers this topic. Two queries. */
export async function placesOfTopic(organisation: string, topic: string) {
  const [places, off] = await Promise.all([
    db.place.findMany({
      where: { organisationId: organisation },
      select: { id: true, name: true },
      orderBy: [{ name: "asc" }, { id: "asc" }],
      take: MOST_PLACES,
    }),
    db.topicOff.findMany({ where: { topicId: topic }, select: { placeId: true } }),
  ]);
  const offAt = new Set(off.map(({ placeId }) => placeId));
  return places.map((place) => ({ ...place, offered: !offAt.has(place.id) }));
}

type Refusal = "not-found" | "not-allowed";

/** What stands in the form of a topic; an organisation's own copy has what the standard one has. */
export const fieldsOfTopic = ({
  texts,
  minutes,
  themes,
  bookable,
}: Pick<ManagedTopic, "texts" | "minutes" | "themes" | "bookable">): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(
    Object.entries(texts ?? {}).flatMap(([language, { name, bring = [] }]) => [
      [`name-${language}`, name],
      [`bring-${language}`, bring.join("\n")],
    ]),
  ),
  minutes: String(minutes),
  bookable: bookable ? "yes" : "no",
  ...Object.fromEntries(themes.map((theme) => [`${THEME_BOX}${theme}`, "on"])),
});

/**
 * Changes what an organisation says of a topic, its minutes and its themes. Before the first change the organisation
 * gets copies of its own of the standard topics; nobody else's change by it. `seen`: the version of what was stored
 * (`fieldsOfTopic`); refused `changed-meanwhile` when it is no longer that one.
 */
export const changeTopic = (
  actor: Actor,
  organisation: string,
  key: string,
  typed: TopicTyped,
  seen?: string,
): Promise<Result<void, Refusal | "changed-meanwhile">> =>
  atOwnTopic<"changed-meanwhile">(actor, organisation, key, async (tx, { id }) => {
    const select = { texts: true, minutes: true, themes: true, bookable: true };
    const { texts, ...stored } = await tx.topic.findUniqueOrThrow({ where: { id }, select });
    if (seen !== undefined && seen !== contentHash(fieldsOfTopic({ ...stored, texts: texts as TopicTexts | null })))
      return refuse("changed-meanwhile");
    await tx.topic.update({ where: { id }, data: columnsOf(typed), select: { id: true } });
    await note(tx, actor, organisation, "topic-changed", { topic: key });
    return accept(undefined);
  });

/**
 * Switches a topic off for its organisation, or on again. Switched off it is offered nowhere; what names it already
 * stays.
 */
export const switchTopic = (
  actor: Actor,
  organisation: string,
  key: string,
  active: boolean,
): Promise<Result<void, Refusal>> =>
  atOwnTopic(actor, organisation, key, async (tx, { id }) => {
    const { count } = await tx.topic.updateMany({ where: { id, active: !active }, data: { active } });
    if (count === 1) await note(tx, actor, organisation, active ? "topic-on" : "topic-off", { topic: key });
  });

/** Switches a topic off at one place of its organisation, or on again there. */
export const switchTopicAt = (
  actor: Actor,
  organisation: string,
  key: string,
  { place, offered }: { readonly place: string; readonly offered: boolean },
): Promise<Result<void, Refusal>> =>
  atOwnTopic(actor, organisation, key, async (tx, { id: topicId }) => {
    const there = isUuid(place)
      ? await tx.place.findFirst({ where: { id: place, organisationId: organisation }, select: { id: true } })
      : null;
    if (!there) return refuse("not-found");
    const { count } = offered
      ? await tx.topicOff.deleteMany({ where: { topicId, placeId: place } })
      : await tx.topicOff.createMany({ data: [{ topicId, placeId: place }], skipDuplicates: true });
    const act = offered ? "topic-on" : "topic-off";
    if (count === 1) await note(tx, actor, organisation, act, { topic: key }, place);
    return accept(undefined);
  });

const SCOPE = "create-topic";

/**
 * Makes a topic of an organisation, the last in its order, and answers its key, which is made from its French name and
 * stays. Refused: `missing` (it has no French name). The same idempotency key leads to the same topic.
 */
export async function createTopic(
  actor: Actor,
  organisation: string,
  typed: TopicTyped,
  key?: string,
): Promise<Result<string, "not-allowed" | "missing" | "idempotency-key-reused">> {
  if (!isUuid(organisation) || !may(actor, { act: "manage-topics", organisation })) return refuse("not-allowed");
  const wanted = slugOf(typed.texts.fr?.name ?? "").slice(0, 36);
  if (wanted === "") return refuse("missing");
  const request = { organisation, typed };
  return retryForSameKey(() =>
    transaction(async (tx) => {
      await lockTopics(tx, organisation);
      const earlier = key === undefined ? accept(undefined) : await outcomeOf(tx, SCOPE, key, request);
      if (!earlier.ok) return earlier;
      if (earlier.value)
        return accept(
          (await tx.topic.findUniqueOrThrow({ where: { id: earlier.value.id }, select: { key: true } })).key,
        );
      await copyTopics(tx, organisation);
      const own = await tx.topic.findMany({
        where: { organisationId: organisation },
        select: { key: true, rank: true },
      });
      const taken = new Set(own.map((topic) => topic.key));
      let free = wanted;
      for (let count = 2; taken.has(free); count += 1) free = `${wanted}-${count}`;
      const { id } = await tx.topic.create({
        data: {
          ...columnsOf(typed),
          organisationId: organisation,
          key: free,
          rank: Math.max(-1, ...own.map(({ rank }) => rank)) + 1,
        },
        select: { id: true },
      });
      await note(tx, actor, organisation, "topic-made", { topic: free });
      if (key !== undefined) await keepOutcome(tx, SCOPE, key, request, { kind: "topic", id }, clock.now());
      return accept(free);
    }, actor),
  );
}

const columnsOf = ({ texts, minutes, themes, bookable }: TopicTyped) => ({
  texts: Object.keys(texts).length === 0 ? Prisma.DbNull : (textsOf(texts) as Prisma.InputJsonValue),
  minutes,
  themes: [...themes],
  bookable,
});

/** Without things to bring, a language that names the topic says those of the messages. */
const textsOf = (texts: TopicTyped["texts"]): TopicTexts =>
  Object.fromEntries(
    Object.entries(texts).map(([language, { name, bring }]) => [
      language,
      { name, ...(bring.length > 0 && { bring }) },
    ]),
  );

/** Locks the topics of an organisation against others who change them, by its row. */
const lockTopics = (tx: Tx, organisation: string): Promise<unknown> =>
  tx.$queryRaw`SELECT 1 FROM organisation WHERE id = ${organisation}::uuid FOR NO KEY UPDATE`;

/** Notes a change of topics, and has the calendar texts that name them written anew. */
async function note(
  tx: Tx,
  actor: Actor,
  organisation: string,
  act: "topic-made" | "topic-changed" | "topic-on" | "topic-off",
  data: Readonly<Record<string, string>>,
  place?: string,
): Promise<void> {
  const now = clock.now();
  await markEvents(tx, organisation, now, place);
  await appendJournal(tx, actor, { act, organisation, data, ...(place !== undefined && { place }) }, now);
}

async function atOwnTopic<More extends string = never>(
  actor: Actor,
  organisation: string,
  key: string,
  act: (tx: Tx, topic: { readonly id: string }) => Promise<Result<void, Refusal | More> | void>,
): Promise<Result<void, Refusal | More>> {
  if (!isUuid(organisation) || !may(actor, { act: "manage-topics", organisation })) return refuse("not-allowed");
  return transaction(async (tx) => {
    await lockTopics(tx, organisation);
    await copyTopics(tx, organisation);
    const topic = await tx.topic.findFirst({ where: { organisationId: organisation, key }, select: { id: true } });
    if (!topic) return refuse("not-found");
    return (await act(tx, topic)) ?? accept(undefined);
  }, actor);
}
