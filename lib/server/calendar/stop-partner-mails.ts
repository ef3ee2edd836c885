import type { ShareLevel } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { clock } from "#lib/server/clock.ts";
import { db, transaction, type Queryable } from "#lib/server/db.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { claimedId, opens } from "#lib/server/secrets.ts";

/** The mails that a partner gets of a share: its name, who shares it, and whether none leaves any more. */
export type MailsOfShare = { readonly name: string; readonly service: string; readonly stopped: boolean };

/**
 * What the address in the last line of a mail to a partner is about (docs/messages.md#to-partners). `not-found`: one
 * that never was, or that was in mails to a former e-mail of the share.
 */
export async function readMailsOfShare(secret: string): Promise<Result<MailsOfShare, "not-found">> {
  const share = await shareOfStop(db, secret);
  if (!share) return refuse("not-found");
  return accept({ name: share.name, service: share.service, stopped: share.email === null });
}

/** Takes the e-mail away to which the mails of a share go, by the address in one of them. Twice is once. */
export async function stopMailsOfShare(secret: string): Promise<Result<void, "not-found">> {
  return transaction(async (tx): Promise<Result<void, "not-found">> => {
    const share = await shareOfStop(tx, secret, "locked");
    const actor = share && ({ kind: "share", share: share.id, level: share.level as ShareLevel } as const);
    if (!actor || !may(actor, { act: "stop-share-mails", share: share.id })) return refuse("not-found");
    if (share.email === null) return accept(undefined);
    await tx.calendarShare.update({ where: { id: share.id }, data: { toldEmail: null }, select: { id: true } });
    const data = { share: share.id, partner: share.receiver };
    await appendJournal(tx, actor, { act: "share-mails-stopped", organisation: share.giver, data }, clock.now());
    return accept(undefined);
  }, "service");
}

type ShareRow = {
  readonly id: string;
  readonly name: string;
  readonly level: string;
  readonly email: string | null;
  readonly generation: number;
  readonly giver: string;
  readonly receiver: string;
  readonly service: string;
};

/** The share whose mails this address stops, also once they are stopped. */
async function shareOfStop(tx: Queryable, secret: string, lock?: "locked"): Promise<ShareRow | undefined> {
  const id = claimedId(secret);
  if (id === undefined) return undefined;
  if (lock) await tx.$queryRaw`SELECT FROM calendar_share WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
  const [row] = await tx.$queryRaw<readonly ShareRow[]>`
    SELECT share.id::text, share.name, share.level, share.told_email AS email, share.told_generation AS generation, share.giver_id::text AS giver, share.receiver_id::text AS receiver,
      coalesce(s.service_name, o.name) AS service
    FROM calendar_share share JOIN organisation o ON o.id = share.giver_id LEFT JOIN organisation_settings s ON s.organisation_id = o.id
    WHERE share.id = ${id}::uuid`;
  return row && opens(secret, "share-mails", id, row.generation) ? row : undefined;
}
