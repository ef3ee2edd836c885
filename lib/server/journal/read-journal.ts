import type { Prisma } from "#prisma/generated/client.ts";
import type { Actor, StaffRole } from "../../access/actor.ts";
import { may } from "../../access/may.ts";
import { accept, refuse, type Result } from "../../result.ts";
import { instant } from "../../time/instant.ts";
import { isUuid } from "../../uuid.ts";
import type { JournalAct, JournalAccount, JournalActor, JournalEntry } from "../../wire/journal.ts";
import { toDate } from "../clock.ts";
import { db } from "../db.ts";

/** What is asked for. `account`: who acted. `before`: the `next` of the page before. */
export type JournalQuestion = {
  readonly organisation: string;
  readonly act?: string | undefined;
  readonly account?: string | undefined;
  readonly before?: string | undefined;
};

/**
 * A page of the journal, newest first. `timeZone`: of the organisation’s first place. `next`: what leads to older entries. `people`:
 * the accounts to choose from, by name.
 */
export type JournalPage = {
  readonly timeZone: string;
  readonly entries: readonly JournalEntry[];
  readonly next?: string;
  readonly people: readonly JournalAccount[];
};

type TopicOfEntry = NonNullable<JournalEntry["topic"]>;

const PAGE = 50;
const MOST_PEOPLE = 300;
/** Of an organisation without a place. */
const DEFAULT_ZONE = "Europe/Paris";

/**
 * Who changed what outside the line of one organisation, when, and who looked for a resident: newest first, 50 a page, all or of one
 * kind of act or person. Names are looked up now, since the journal holds ids alone. Nine queries. An unknown `before` is the first page.
 */
export async function readJournal(
  actor: Actor,
  question: JournalQuestion,
): Promise<Result<JournalPage, "not-allowed">> {
  const { organisation } = question;
  if (!may(actor, { act: "read-journal", organisation })) return refuse("not-allowed");
  const rows = await db.journalEntry.findMany({
    where: conditionOf(question),
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: PAGE + 1,
  });
  const shown = rows.slice(0, PAGE);
  const ids = (values: readonly (string | null | undefined)[]): string[] => [
    ...new Set(values.filter((id): id is string => typeof id === "string" && isUuid(id))),
  ];
  const [first, accounts, people, places, halfDays, invitations, organisations, topics] = await Promise.all([
    db.place.findFirst({
      where: { organisationId: organisation },
      select: { timeZone: true },
      orderBy: { id: "asc" },
    }),
    db.user.findMany({
      where: {
        OR: [
          { id: { in: ids([...shown.map(accountOfActor), ...shown.map(accountOfData)]) } },
          // Nobody of another organisation is named because their id is asked for.
          { id: { in: ids([question.account]) }, memberships: { some: { organisationId: organisation } } },
        ],
      },
      select: accountColumns(organisation),
    }),
    db.user.findMany({
      where: { memberships: { some: { organisationId: organisation } } },
      select: accountColumns(organisation),
      orderBy: [{ name: "asc" }, { id: "asc" }],
      take: MOST_PEOPLE,
    }),
    db.place.findMany({
      where: { id: { in: ids(shown.map((row) => row.placeId)) } },
      select: { id: true, name: true },
    }),
    db.permanence.findMany({
      where: { id: { in: ids(shown.map((row) => row.permanenceId)) } },
      select: { id: true, startsAt: true, timeZone: true },
    }),
    db.invitation.findMany({
      where: { id: { in: ids(shown.map((row) => wordOf(row, "invitation"))) }, organisationId: organisation },
      select: { id: true, email: true },
    }),
    db.organisation.findMany({
      where: { id: { in: ids(shown.map((row) => wordOf(row, "operator"))) } },
      select: { id: true, name: true },
    }),
    db.topic.findMany({
      where: {
        key: { in: [...new Set(shown.flatMap((row) => wordOf(row, "topic") ?? []))] },
        OR: [{ organisationId: organisation }, { organisationId: null }],
      },
      // Of a key that both have, the organisation's own comes last and is the one that stays.
      orderBy: { organisationId: { sort: "asc", nulls: "first" } },
      select: { key: true, texts: true },
    }),
  ]);
  const known = new Map([...people, ...accounts].map((row) => [row.id, accountOfRow(row)]));
  const [placeNames, days] = [
    new Map(places.map(({ id, name }) => [id, name])),
    new Map(halfDays.map((row) => [row.id, row])),
  ];
  const [emails, organisationNames, topicsByKey] = [
    new Map(invitations.map(({ id, email }) => [id, email])),
    new Map(organisations.map(({ id, name }) => [id, name])),
    new Map(topics.map(({ key, texts }) => [key, { key, texts } as TopicOfEntry])),
  ];
  const last = shown.at(-1);
  return accept({
    timeZone: first?.timeZone ?? DEFAULT_ZONE,
    entries: shown.map((row) => {
      const [about, place, day] = [
        known.get(accountOfData(row) ?? ""),
        placeNames.get(row.placeId ?? ""),
        days.get(row.permanenceId ?? ""),
      ];
      const [invited, joined, topic] = [
        emails.get(wordOf(row, "invitation") ?? ""),
        organisationNames.get(wordOf(row, "operator") ?? ""),
        topicsByKey.get(wordOf(row, "topic") ?? ""),
      ];
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
    }),
    ...(rows.length > PAGE && last && { next: `${last.at.getTime()}.${last.id}` }),
    people: [...known.values()]
      .filter(({ id }) => id === question.account || people.some((row) => row.id === id))
      .sort((a, b) => (a.name ?? "").localeCompare(b.name ?? "", "fr")),
  });
}

type Row = {
  readonly id: bigint;
  readonly at: Date;
  readonly act: string;
  readonly actor: string;
  readonly data: Prisma.JsonValue;
};

function conditionOf({ organisation, act, account, before }: JournalQuestion): Prisma.JournalEntryWhereInput {
  const after = cursorOf(before);
  return {
    organisationId: organisation,
    ...(act !== undefined && { act }),
    ...(account !== undefined && { actor: `staff:${account}` }),
    // The first condition is one of the index; the second leaves out what the page before showed of the same millisecond.
    ...(after && { at: { lte: after.at }, NOT: { at: after.at, id: { gte: after.id } } }),
  };
}

/** The moment and number of the last entry that a page showed. */
function cursorOf(before: string | undefined): { readonly at: Date; readonly id: bigint } | undefined {
  const [, moment, id] = /^(\d{1,15})\.(\d{1,18})$/u.exec(before ?? "") ?? [];
  return moment === undefined || id === undefined ? undefined : { at: toDate(instant(Number(moment))), id: BigInt(id) };
}

const accountOfActor = ({ actor }: Row): string | undefined => /^staff:(.+)$/u.exec(actor)?.[1];

/** A word that was noted under that key. */
function wordOf({ data }: Row, key: string): string | undefined {
  const word = (data as Readonly<Record<string, unknown>> | null)?.[key];
  return typeof word === "string" ? word : undefined;
}

const accountOfData = (row: Row): string | undefined => wordOf(row, "account");

const KINDS = ["device", "door", "resident", "share"] as const;

/** What somebody does without an account, on a page that is open to everybody; any other act without one is of the machine. */
const WITHOUT_ACCOUNT: ReadonlySet<string> = new Set<JournalAct>(["share-asked", "tablet-opened"]);

function actorOfRow(row: Row, known: ReadonlyMap<string, JournalAccount>): JournalActor {
  const id = accountOfActor(row);
  if (id !== undefined) return { kind: "account", account: known.get(id) ?? { id, roles: [], anonymised: true } };
  const kind = row.actor.split(":")[0] ?? "";
  if (kind === "anonymous" && WITHOUT_ACCOUNT.has(row.act)) return { kind };
  return { kind: KINDS.find((one) => one === kind) ?? "service" };
}

const accountColumns = (organisation: string) =>
  ({
    id: true,
    name: true,
    email: true,
    anonymisedAt: true,
    memberships: { where: { organisationId: organisation }, select: { role: true }, orderBy: { role: "asc" } },
  }) as const satisfies Prisma.UserSelect;

type AccountRow = Prisma.UserGetPayload<{ select: ReturnType<typeof accountColumns> }>;

const accountOfRow = ({ id, name, email, anonymisedAt, memberships }: AccountRow): JournalAccount => ({
  id,
  ...(!anonymisedAt && { name: name ?? email }),
  roles: anonymisedAt ? [] : memberships.map(({ role }) => role as StaffRole),
  anonymised: anonymisedAt !== null,
});
