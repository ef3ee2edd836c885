import type { Prisma } from "#prisma/generated/client.ts";
import type { StaffRole } from "#lib/access/actor.ts";
import { instant } from "#lib/time/instant.ts";
import { isUuid } from "#lib/uuid.ts";
import type { JournalAct, JournalAccount, JournalActor, JournalEntry } from "#lib/access/journal.ts";
import { db } from "#lib/server/db.ts";

/** An entry as its row holds it. */
export type JournalRow = {
  readonly id: bigint;
  readonly at: Date;
  readonly act: string;
  readonly actor: string;
  readonly data: Prisma.JsonValue;
  readonly placeId: string | null;
  readonly permanenceId: string | null;
};
type TopicOfEntry = NonNullable<JournalEntry["topic"]>;

/** Entries with their names, the accounts and places that are named besides them, and by which id. */
type NamedEntries = {
  readonly entries: readonly JournalEntry[];
  readonly accounts: ReadonlyMap<string, JournalAccount>;
  readonly places: ReadonlyMap<string, string>;
};

/**
 * The entries of these rows of an organisation, with names looked up now, since the journal holds ids alone. `also`:
 * further accounts and places to name. Six queries.
 */
export async function entriesOfRows(
  organisation: string,
  rows: readonly JournalRow[],
  also: { readonly accounts?: readonly string[]; readonly places?: readonly string[] } = {},
): Promise<NamedEntries> {
  const ids = (values: readonly (string | null | undefined)[]): string[] => [
    ...new Set(values.filter((id): id is string => typeof id === "string" && isUuid(id))),
  ];
  const [accounts, places, halfDays, invitations, organisations, topics] = await Promise.all([
    db.user.findMany({
      where: { id: { in: ids([...rows.map(accountOfActor), ...rows.map(accountOfData), ...(also.accounts ?? [])]) } },
      select: accountColumns(organisation),
    }),
    db.place.findMany({
      where: { id: { in: ids([...rows.map((row) => row.placeId), ...(also.places ?? [])]) } },
      select: { id: true, name: true },
    }),
    db.permanence.findMany({
      where: { id: { in: ids(rows.map((row) => row.permanenceId)) } },
      select: { id: true, startsAt: true, timeZone: true },
    }),
    db.invitation.findMany({
      where: { id: { in: ids(rows.map((row) => wordOf(row, "invitation"))) }, organisationId: organisation },
      select: { id: true, email: true },
    }),
    db.organisation.findMany({
      where: { id: { in: ids(rows.map(organisationOfData)) } },
      select: { id: true, name: true },
    }),
    db.topic.findMany({
      where: {
        key: { in: [...new Set(rows.flatMap((row) => wordOf(row, "topic") ?? []))] },
        OR: [{ organisationId: organisation }, { organisationId: null }],
      },
      // Of a key that both have, the organisation's own comes last and is the one that stays.
      orderBy: { organisationId: { sort: "asc", nulls: "first" } },
      select: { key: true, texts: true },
    }),
  ]);
  const known = new Map(accounts.map((row) => [row.id, accountOfRow(row)]));
  const placeNames = new Map(places.map(({ id, name }) => [id, name]));
  const days = new Map(halfDays.map((row) => [row.id, row]));
  const emails = new Map(invitations.map(({ id, email }) => [id, email]));
  const organisationNames = new Map(organisations.map(({ id, name }) => [id, name]));
  const topicsByKey = new Map(topics.map(({ key, texts }) => [key, { key, texts } as TopicOfEntry]));
  const entries = rows.map((row): JournalEntry => {
    const about = known.get(accountOfData(row) ?? "");
    const place = placeNames.get(row.placeId ?? "");
    const day = days.get(row.permanenceId ?? "");
    const invited = emails.get(wordOf(row, "invitation") ?? "");
    const joined = organisationNames.get(organisationOfData(row) ?? "");
    const topic = topicsByKey.get(wordOf(row, "topic") ?? "");
    return {
      id: String(row.id),
      at: instant(row.at.getTime()),
      act: row.act,
      actor: actorOfRow(row, known),
      data: row.data as JournalEntry["data"],
      ...(about && { account: about }),
      ...(place !== undefined && { place }),
      ...(invited !== undefined && { invited }),
      ...(joined !== undefined && { organisation: joined }),
      ...(topic && { topic }),
      ...(day && { halfDay: { start: instant(day.startsAt.getTime()), timeZone: day.timeZone } }),
    };
  });
  return { entries, accounts: known, places: placeNames };
}

const accountOfActor = ({ actor }: JournalRow): string | undefined => /^staff:(.+)$/u.exec(actor)?.[1];

/** A word that was noted under that key. */
function wordOf({ data }: JournalRow, key: string): string | undefined {
  const word = (data as Readonly<Record<string, unknown>> | null)?.[key];
  return typeof word === "string" ? word : undefined;
}

/** The organisation that was invited, or the partner that was told something. */
const organisationOfData = (row: JournalRow): string | undefined =>
  wordOf(row, "organisation") ?? wordOf(row, "partner");

const accountOfData = (row: JournalRow): string | undefined => wordOf(row, "account");

const KINDS = ["device", "door", "resident", "share"] as const;

/**
 * What somebody does without an account, on a page that is open to everybody; any other act without one is of the
 * machine.
 */
const WITHOUT_ACCOUNT: ReadonlySet<string> = new Set<JournalAct>(["share-asked", "tablet-opened"]);

function actorOfRow(row: JournalRow, known: ReadonlyMap<string, JournalAccount>): JournalActor {
  const id = accountOfActor(row);
  if (id !== undefined) return { kind: "account", account: known.get(id) ?? { id, roles: [], anonymised: true } };
  const kind = row.actor.split(":")[0] ?? "";
  if (kind === "anonymous" && WITHOUT_ACCOUNT.has(row.act)) return { kind };
  return { kind: KINDS.find((one) => one === kind) ?? "service" };
}

/** The columns of an account that the journal names. */
export const accountColumns = (organisation: string) =>
  ({
    id: true,
    name: true,
    email: true,
    anonymisedAt: true,
    memberships: { where: { organisationId: organisation }, select: { role: true }, orderBy: { role: "asc" } },
  }) as const satisfies Prisma.UserSelect;

type AccountRow = Prisma.UserGetPayload<{ select: ReturnType<typeof accountColumns> }>;

/** An account of its columns. */
export const accountOfRow = ({ id, name, email, anonymisedAt, memberships }: AccountRow): JournalAccount => ({
  id,
  ...(!anonymisedAt && { name: name ?? email }),
  roles: anonymisedAt ? [] : memberships.map(({ role }) => role as StaffRole),
  anonymised: anonymisedAt !== null,
});
