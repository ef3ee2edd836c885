import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import { weekOf, writeWeek, type WeekHours } from "#lib/place/opening-hours.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { isUuid } from "#lib/uuid.ts";
import { fieldsOfWorkingTime } from "#lib/wire/planning/working-time-form.ts";
import { clock } from "#lib/server/clock.ts";
import { db, transaction, type Tx } from "#lib/server/db.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import type { NamedTopic } from "#lib/schedule/topic.ts";
import { contentHash } from "#lib/server/content-hash.ts";

type AccountAtOrganisation = { readonly organisation: string; readonly account: string };

/**
 * When somebody usually works for an organisation, in the form of OpenStreetMap and empty when nobody has said it; the
 * topics that they know, none for every one.
 */
type WorkingTime = { readonly hours: string; readonly topicKeys: readonly string[] };

/** The same with the topics of the organisation to choose from. */
export type ReadWorkingTime = WorkingTime & { readonly topics: readonly NamedTopic[] };

/** Refused `not-found` for who never had a role in this organisation. A constant number of queries. */
export async function readWorkingTime(
  actor: Actor,
  whose: AccountAtOrganisation,
): Promise<Result<ReadWorkingTime, "not-allowed" | "not-found">> {
  if (!may(actor, { act: "manage-people", organisation: whose.organisation })) return refuse("not-allowed");
  if (!isUuid(whose.account) || !(await isOfOrganisation(db, whose))) return refuse("not-found");
  const stands = await readStanding(db, whose);
  const topics = await db.$queryRaw<
    NamedTopic[]
  >`SELECT key, texts FROM topics_of(${whose.organisation}::uuid) WHERE active ORDER BY rank`;
  return accept({ ...stands, topics });
}

/**
 * Says when somebody usually works, and what they know (docs/planning.md#who-is-free). It plans nobody and takes nobody
 * off. `seen`: the version of what was stored (`fieldsOfWorkingTime`). Refused: `changed-meanwhile` when it is no
 * longer that one, `unknown-topic` for a topic that the organisation does not have.
 */
export function saveWorkingTime(
  actor: Actor,
  {
    hours,
    topicKeys,
    seen,
    ...whose
  }: AccountAtOrganisation & {
    readonly hours: WeekHours;
    readonly topicKeys: readonly string[];
    readonly seen?: string | undefined;
  },
): Promise<Result<void, "not-allowed" | "not-found" | "changed-meanwhile" | "unknown-topic">> {
  const { organisation, account } = whose;
  if (!may(actor, { act: "manage-people", organisation })) return Promise.resolve(refuse("not-allowed"));
  if (!isUuid(account)) return Promise.resolve(refuse("not-found"));
  return transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM organisation WHERE id = ${organisation}::uuid FOR NO KEY UPDATE`;
    if (!(await isOfOrganisation(tx, whose))) return refuse("not-found");
    if (seen !== undefined && seen !== contentHash(fieldsOfWorkingTime(await readStanding(tx, whose))))
      return refuse("changed-meanwhile");
    const keys = [...new Set(topicKeys)].sort();
    const known = await tx.$queryRaw<{ key: string }[]>`
      SELECT key FROM topics_of(${organisation}::uuid) WHERE key = ANY (${keys}::text[])`;
    if (known.length !== keys.length) return refuse("unknown-topic");
    const of = { userId: account, organisationId: organisation };
    await tx.workingHours.deleteMany({ where: of });
    await tx.workingHours.createMany({
      data: hours.days.flatMap((spans, day) =>
        spans.map(({ from, to }) => ({ ...of, weekday: day + 1, startMinute: from, endMinute: to })),
      ),
    });
    await tx.skill.deleteMany({ where: of });
    await tx.skill.createMany({ data: keys.map((topicKey) => ({ ...of, topicKey })) });
    const data = { account, days: hours.days.filter((spans) => spans.length > 0).length, topics: keys.length };
    await appendJournal(tx, actor, { act: "working-time-changed", organisation, data }, clock.now());
    return accept(undefined);
  }, actor);
}

const isOfOrganisation = async (
  tx: Pick<Tx, "membership">,
  { organisation, account }: AccountAtOrganisation,
): Promise<boolean> =>
  (await tx.membership.count({
    where: { userId: account, organisationId: organisation, user: { anonymisedAt: null } },
  })) > 0;

async function readStanding(
  tx: Pick<Tx, "workingHours" | "skill">,
  { organisation, account }: AccountAtOrganisation,
): Promise<WorkingTime> {
  const of = { userId: account, organisationId: organisation };
  const hours = await tx.workingHours.findMany({ where: of });
  const skills = await tx.skill.findMany({ where: of, orderBy: { topicKey: "asc" } });
  return {
    hours: writeWeek(
      weekOf(
        hours.map(({ weekday, startMinute, endMinute }) => ({
          weekday: weekday - 1,
          from: startMinute,
          to: endMinute,
        })),
      ),
    ),
    topicKeys: skills.map(({ topicKey }) => topicKey),
  };
}
