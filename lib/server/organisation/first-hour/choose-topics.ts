import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { isUuid } from "#lib/uuid.ts";
import { fieldsOfChosenTopics } from "#lib/wire/schedule/topic-body.ts";
import { clock } from "#lib/server/clock.ts";
import { contentHash } from "#lib/server/content-hash.ts";
import { db, transaction, type Tx } from "#lib/server/db.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { standardTopicKeys } from "#lib/server/schedule/standard-topics.ts";
import { saveTopics } from "#lib/server/organisation/set-up/topics.ts";
import { noteSetUpStep } from "./mark-set-up.ts";

type TopicRow = { readonly key: string; readonly active: boolean };

const readStored = async (
  tx: Pick<Tx, "$queryRaw">,
  organisation: string,
): Promise<ReturnType<typeof fieldsOfChosenTopics>> =>
  fieldsOfChosenTopics(
    await tx.$queryRaw<TopicRow[]>`
      SELECT key, active FROM topics_of(${organisation}::uuid) WHERE key = ANY (${standardTopicKeys()}::text[]) ORDER BY rank`,
  );

/** What is stored of the form that chooses them, for whoever may; undefined for everybody else. */
export const storedTopics = async (
  actor: Actor,
  organisation: string,
): Promise<ReturnType<typeof fieldsOfChosenTopics> | undefined> =>
  isUuid(organisation) && may(actor, { act: "manage-topics", organisation }) ? readStored(db, organisation) : undefined;

/**
 * Switches each standard topic of an organisation on or off at once: `on` are the keys of those that it helps with.
 * Topics of its own stay as they are. `seen`: the version of what was stored (`fieldsOfChosenTopics`). Refused:
 * `no-topic-chosen` without any, `not-found` for a key that no standard topic has, `changed-meanwhile` when something
 * else is stored by then.
 */
export async function chooseTopics(
  actor: Actor,
  organisation: string,
  on: readonly string[],
  seen?: string,
): Promise<Result<void, "not-allowed" | "not-found" | "no-topic-chosen" | "changed-meanwhile">> {
  if (!isUuid(organisation) || !may(actor, { act: "manage-topics", organisation })) return refuse("not-allowed");
  if (on.length === 0) return refuse("no-topic-chosen");
  const standard = standardTopicKeys();
  const wanted = new Set(on);
  if (on.some((key) => !standard.includes(key))) return refuse("not-found");
  return transaction(async (tx) => {
    const now = clock.now();
    // One after the other, as every change of an organisation's topics.
    await tx.$queryRaw`SELECT FROM organisation WHERE id = ${organisation}::uuid FOR NO KEY UPDATE`;
    if (seen !== undefined && seen !== contentHash(await readStored(tx, organisation)))
      return refuse("changed-meanwhile");
    const { did } = await saveTopics(tx, organisation, standard.every((key) => wanted.has(key)) ? "standard" : [...on]);
    const isNew = await noteSetUpStep(tx, organisation, "topics", now);
    if (did !== "unchanged" || isNew)
      await appendJournal(tx, actor, { act: "topics-chosen", organisation, data: { on: wanted.size } }, now);
    return accept(undefined);
  }, actor);
}
