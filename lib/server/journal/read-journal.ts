import type { Prisma } from "#prisma/generated/client.ts";
import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { instant } from "#lib/time/instant.ts";
import { isUuid } from "#lib/uuid.ts";
import type { JournalAccount, JournalEntry } from "#lib/access/journal.ts";
import { toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { accountColumns, accountOfRow, entriesOfRows } from "./entries-of-rows.ts";

/** What is asked for. `account`: who acted. `before`: the `next` of the page before. */
export type JournalQuestion = {
  readonly organisation: string;
  readonly act?: string | undefined;
  readonly account?: string | undefined;
  readonly before?: string | undefined;
};

/**
 * A page of the journal, newest first. `timeZone`: of the organisation’s first place. `next`: what leads to older
 * entries. `people`: the accounts to choose from, by name.
 */
export type JournalPage = {
  readonly timeZone: string;
  readonly entries: readonly JournalEntry[];
  readonly next?: string;
  readonly people: readonly JournalAccount[];
};

const PAGE = 50;
const MOST_PEOPLE = 300;
/** Of an organisation without a place. */
const DEFAULT_ZONE = "Europe/Paris";

/**
 * Who changed what outside the line of one organisation, when, and who looked for a resident: newest first, 50 a page,
 * all or of one kind of act or person. Names are looked up now, since the journal holds ids alone. Ten queries. An
 * unknown `before` is the first page.
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
  const [first, people, [asked], { entries, accounts }] = await Promise.all([
    db.place.findFirst({
      where: { organisationId: organisation },
      select: { timeZone: true },
      orderBy: { id: "asc" },
    }),
    db.user.findMany({
      where: { memberships: { some: { organisationId: organisation } } },
      select: accountColumns(organisation),
      orderBy: [{ name: "asc" }, { id: "asc" }],
      take: MOST_PEOPLE,
    }),
    // Nobody of another organisation is named because their id is asked for.
    db.user.findMany({
      where: {
        id: question.account !== undefined && isUuid(question.account) ? question.account : { in: [] },
        memberships: { some: { organisationId: organisation } },
      },
      select: accountColumns(organisation),
    }),
    entriesOfRows(organisation, shown),
  ]);
  const chosen = accounts.get(question.account ?? "") ?? (asked && accountOfRow(asked));
  const known = new Map(people.map((row) => [row.id, accountOfRow(row)]));
  if (chosen) known.set(chosen.id, chosen);
  const last = shown.at(-1);
  return accept({
    timeZone: first?.timeZone ?? DEFAULT_ZONE,
    entries,
    ...(rows.length > PAGE && last && { next: cursorAt(last) }),
    people: [...known.values()].sort((a, b) => (a.name ?? "").localeCompare(b.name ?? "", "fr")),
  });
}

function conditionOf({ organisation, act, account, before }: JournalQuestion): Prisma.JournalEntryWhereInput {
  const after = cursorOf(before);
  return {
    organisationId: organisation,
    ...(act !== undefined && { act }),
    ...(account !== undefined && { actor: `staff:${account}` }),
    // The first condition is one of the index; the second leaves out what the page before showed of the same
    // millisecond.
    ...(after && { at: { lte: after.at }, NOT: { at: after.at, id: { gte: after.id } } }),
  };
}

/** What leads to the entries that are older than this one. */
export const cursorAt = ({ at, id }: { readonly at: Date; readonly id: bigint }): string => `${at.getTime()}.${id}`;

/** The moment and number of the last entry that a page showed. */
export function cursorOf(before: string | undefined): { readonly at: Date; readonly id: bigint } | undefined {
  const [, moment, id] = /^(\d{1,15})\.(\d{1,18})$/u.exec(before ?? "") ?? [];
  return moment === undefined || id === undefined ? undefined : { at: toDate(instant(Number(moment))), id: BigInt(id) };
}
