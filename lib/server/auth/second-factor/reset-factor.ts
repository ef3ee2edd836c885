import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { isUuid } from "#lib/uuid.ts";
import { clock } from "#lib/server/clock.ts";
import { transaction, type Tx } from "#lib/server/db.ts";
import { appendJournalOfAccount } from "#lib/server/auth/journal-of-account.ts";
import type { InOrganisation } from "#lib/server/auth/people/change-roles.ts";
import { endLogins } from "#lib/server/auth/people/role-wanted.ts";
import { lastsAt } from "#lib/server/auth/roles-of-accounts.ts";

export type ResetRefusal = "not-allowed" | "not-found" | "own-account" | "leads-elsewhere";

/**
 * Takes the second factor of a colleague away, who lost both their device and their recovery codes; their logins end,
 * and they sign in by mail and set another one up. Refused: `own-account`, which is removed with a code;
 * `leads-elsewhere` for somebody who also has a role where the actor does not give every one.
 */
export async function resetFactor(
  actor: Actor & { readonly kind: "staff" },
  { organisation, account }: InOrganisation,
): Promise<Result<void, ResetRefusal>> {
  if (!may(actor, { act: "give-any-role", organisation })) return refuse("not-allowed");
  if (actor.user === account) return refuse("own-account");
  if (!isUuid(account)) return refuse("not-found");
  return transaction(async (tx) => {
    const administers = await administersAccount(tx, actor, { organisation, account });
    if (!administers.ok) return administers;
    await takeFactorAway(tx, actor, account);
    return accept(undefined);
  }, actor);
}

/**
 * Whether the account has a role in that organisation, and no role where the actor does not give every one: who resets
 * its factor or signs it in would reach what it reaches there, the people of another organisation's line. Refused:
 * `not-found`, `leads-elsewhere`.
 */
export async function administersAccount(
  tx: Tx,
  actor: Actor,
  { organisation, account }: InOrganisation,
): Promise<Result<void, "not-found" | "leads-elsewhere">> {
  const held = await tx.membership.findMany({
    where: { userId: account, ...lastsAt(clock.now()) },
    select: { organisationId: true },
  });
  if (!held.some(({ organisationId }) => organisationId === organisation)) return refuse("not-found");
  return held.every((one) => may(actor, { act: "give-any-role", organisation: one.organisationId }))
    ? accept(undefined)
    : refuse("leads-elsewhere");
}

/**
 * Takes a second factor away and ends the logins of its account; noted in each organisation of it. An account without
 * one keeps its logins.
 */
export async function takeFactorAway(tx: Tx, actor: Actor, account: string): Promise<void> {
  const taken = await tx.secondFactor.deleteMany({ where: { userId: account } });
  if (taken.count === 0) return;
  await endLogins(tx, account);
  await appendJournalOfAccount(tx, actor, { act: "second-factor-reset", account }, clock.now());
}
