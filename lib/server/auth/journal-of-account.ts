import type { Actor } from "#lib/access/actor.ts";
import type { Instant } from "#lib/time/instant.ts";
import type { JournalAct } from "#lib/access/journal.ts";
import type { Tx } from "#lib/server/db.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { lastsAt } from "./roles-of-accounts.ts";

/**
 * Notes what happened to an account in the journal of each organisation in which it has a role. Answers how many these
 * are.
 */
export async function appendJournalOfAccount(
  tx: Tx,
  actor: Actor,
  { act, account }: { readonly act: JournalAct; readonly account: string },
  now: Instant,
): Promise<number> {
  const roles = await tx.membership.findMany({
    where: { userId: account, ...lastsAt(now) },
    distinct: ["organisationId"],
    select: { organisationId: true },
  });
  for (const { organisationId: organisation } of roles)
    await appendJournal(tx, actor, { act, organisation, data: { account } }, now);
  return roles.length;
}
