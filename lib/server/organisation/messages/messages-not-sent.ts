import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import { HELP_LASTS } from "#lib/message/help-call.ts";
import { messagesOfChanges, type ChangedHalfDay } from "#lib/message/staff-changes.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { instant, MINUTE, plusMinutes, type Instant } from "#lib/time/instant.ts";
import type { MessageNotSent, WhyNotSent } from "#lib/message/not-sent.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { settleWithPartner, partnersNotTold } from "#lib/server/calendar/partners-not-told.ts";
import { db, transaction, type Queryable } from "#lib/server/db.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { doorsNotTold, settleWithContact } from "#lib/server/message/door/doors-not-told.ts";
import { changedHalfDays, keyOfStaff } from "#lib/server/message/staff/changed-half-days.ts";
import { noteStaffTold } from "#lib/server/message/staff/tell-staff.ts";

/**
 * Milliseconds for which a message that never left is listed, and how many at most: what is older helps nobody any
 * more.
 */
const LISTED_FOR = 14 * 24 * 60 * MINUTE;
const MOST = 100;

/**
 * The messages to the team, to the contacts on site and to the partners of an organisation that never left and still
 * tell somebody something (docs/messages.md#what-never-left), the newest first. One is gone from the list once somebody
 * noted that it is settled, a later one of its kind has left, or what it would tell is over or not so any more. Seven
 * statements at most.
 */
export async function messagesNotSent(organisation: string, now: Instant): Promise<readonly MessageNotSent[]> {
  const listed = { since: instant(now - LISTED_FOR), most: MOST };
  const [team, doors, partners] = await Promise.all([
    teamNotTold(organisation, now),
    doorsNotTold(organisation, listed, now),
    partnersNotTold(organisation, listed, now),
  ]);
  return [...team, ...doors, ...partners].toSorted(
    (one, other) => other.since - one.since || (one.id < other.id ? -1 : 1),
  );
}

async function teamNotTold(organisation: string, now: Instant): Promise<readonly MessageNotSent[]> {
  const rows = await db.$queryRaw<readonly MessageRow[]>`
    SELECT * FROM (
      SELECT DISTINCT ON (m.account_id, m.kind) m.id::text, m.kind, m.cause_kind AS cause, coalesce(m.given_up_why, 'unknown') AS why, m.given_up_at AS since,
        u.id::text AS account, coalesce(u.name, u.email) AS name
      FROM outbox m JOIN user_account u ON u.id = m.account_id AND u.anonymised_at IS NULL
      WHERE m.organisation_id = ${organisation}::uuid AND m.given_up_at > ${toDate(instant(now - LISTED_FOR))} AND m.account_id IS NOT NULL AND m.settled_at IS NULL
        AND (m.kind <> 'help-needed' OR m.given_up_at > ${toDate(plusMinutes(now, -HELP_LASTS))})
        AND (m.kind <> 'share-asked' OR EXISTS (SELECT FROM share_request r WHERE r.id = m.cause_id AND r.decided_at IS NULL))
        AND NOT EXISTS (
          SELECT FROM outbox s WHERE s.account_id = m.account_id AND s.organisation_id = m.organisation_id AND s.kind = m.kind AND s.sent_at > m.given_up_at)
      ORDER BY m.account_id, m.kind, m.given_up_at DESC) AS newest
    ORDER BY since DESC, id LIMIT ${MOST}`;
  const people = [...new Set(rows.filter(isOfPlanning).map(({ account }) => account))];
  const changes = await changedHalfDays(
    db,
    people.map((account) => ({ account, organisation })),
    now,
  );
  return rows.flatMap((row): readonly MessageNotSent[] => {
    const { id, kind, why, since, account, name } = row;
    const message = { id, kind, why, since: instant(since.getTime()), to: { is: "team", account, name } } as const;
    if (!isOfPlanning(row)) return [{ ...message, halfDays: [] }];
    const told = toldBy(row.kind, changes.get(keyOfStaff({ account: row.account, organisation })) ?? []);
    if (!told) return [];
    return [
      {
        ...message,
        halfDays: told.names.map(({ span, place }) => ({ span, place: place.shortName, zone: place.zone })),
      },
    ];
  });
}

type MessageRow = {
  readonly id: string;
  readonly kind: string;
  readonly cause: string;
  readonly why: WhyNotSent;
  readonly since: Date;
  readonly account: string;
  readonly name: string;
};

/** A message that was settled: to somebody of the team, to the partner of a share, or to a contact on site. */
type Settled = Pick<MessageRow, "kind" | "cause"> &
  (
    | { readonly account: string; readonly share: null; readonly contact: null }
    | { readonly account: null; readonly share: string; readonly contact: null }
    | { readonly account: null; readonly share: null; readonly contact: string }
  );

/** Whether what it tells is worked out from who is planned (`tell-staff.ts`). */
const isOfPlanning = ({ cause }: Pick<MessageRow, "cause">): boolean => cause === "planning";

/** What a message of this kind would tell of these changes now. */
const toldBy = (kind: string, changes: readonly ChangedHalfDay[]) =>
  messagesOfChanges(changes).find((message) => message.kind === kind);

/**
 * Somebody notes that a message which never left is settled, as they told it themselves: it is not listed any more, and
 * of who is planned, of contacts on site and of partners it counts as told. Twice is once.
 */
export async function settleNotSent(
  actor: Actor,
  { organisation, message }: { readonly organisation: string; readonly message: string },
): Promise<Result<void, "not-allowed">> {
  if (!may(actor, { act: "manage-messages", organisation })) return refuse("not-allowed");
  const now = clock.now();
  await transaction(async (tx) => {
    const [settled] = await tx.$queryRaw<readonly Settled[]>`
      UPDATE outbox m SET settled_at = ${toDate(now)} FROM outbox one
      WHERE one.id = ${message}::uuid AND one.organisation_id = ${organisation}::uuid AND m.organisation_id = one.organisation_id AND (m.account_id = one.account_id OR m.share_id = one.share_id OR m.contact_id = one.contact_id) AND m.kind = one.kind
        AND m.given_up_at IS NOT NULL AND m.settled_at IS NULL
      RETURNING m.kind, m.cause_kind AS cause, m.account_id::text AS account, m.share_id::text AS share, m.contact_id::text AS contact`;
    if (!settled) return;
    const noted = await noteSettled(tx, settled, organisation, now);
    await appendJournal(tx, actor, { act: "message-settled", organisation, ...noted }, now);
  }, actor);
  return accept(undefined);
}

/** Notes what whoever was told by voice knows now. Answers what the journal says of it. */
async function noteSettled(tx: Queryable, settled: Settled, organisation: string, now: Instant) {
  const { kind, account, share, contact } = settled;
  if (contact !== null) {
    const place = await settleWithContact(tx, { contact, organisation, kind }, now);
    return { ...(place !== undefined && { place }), data: { kind, contact } };
  }
  if (share !== null) {
    const partner = await settleWithPartner(tx, { share, kind }, now);
    return { data: { kind, share, ...(partner !== undefined && { partner }) } };
  }
  if (isOfPlanning(settled)) {
    const changes = await changedHalfDays(tx, [{ account, organisation }], now);
    const told = toldBy(kind, changes.get(keyOfStaff({ account, organisation })) ?? []);
    await noteStaffTold(tx, account, told?.tells ?? [], now);
  }
  return { data: { account, kind } };
}
