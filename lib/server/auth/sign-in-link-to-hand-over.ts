import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { isUuid } from "#lib/uuid.ts";
import { clock } from "#lib/server/clock.ts";
import { transaction } from "#lib/server/db.ts";
import { env } from "#lib/server/env.ts";
import { appendJournalOfAccount } from "./journal-of-account.ts";
import type { InOrganisation } from "./people/change-roles.ts";
import { administersAccount, type ResetRefusal } from "./second-factor/reset-factor.ts";
import { isMailSetUp } from "./send-mail.ts";
import { keepLink } from "./sign-in-link.ts";

type LinkRefusal = Exclude<ResetRefusal, "own-account"> | "mail-set-up";

/**
 * Makes an address that signs in once, within 15 minutes (`keepLink`), for somebody of an organisation where the actor
 * gives every role; their second factor stays. Noted in the journal of each organisation of the account, by the actor.
 * Refused: `mail-set-up` where a code is sent by mail instead; `leads-elsewhere` for somebody who also has a role where
 * the actor does not give every one.
 */
export async function makeSignInLinkToHandOver(
  actor: Actor & { readonly kind: "staff" },
  { organisation, account }: InOrganisation,
): Promise<Result<string, LinkRefusal>> {
  if (!may(actor, { act: "give-any-role", organisation })) return refuse("not-allowed");
  if (isMailSetUp()) return refuse("mail-set-up");
  if (!isUuid(account)) return refuse("not-found");
  return transaction(async (tx) => {
    const administers = await administersAccount(tx, actor, { organisation, account });
    if (!administers.ok) return administers;
    const { email } = await tx.user.findUniqueOrThrow({ where: { id: account }, select: { email: true } });
    await appendJournalOfAccount(tx, actor, { act: "sign-in-link-made", account }, clock.now());
    return accept(`${env.APP_URL}/connexion/lien/${await keepLink(tx, email)}`);
  }, actor);
}
