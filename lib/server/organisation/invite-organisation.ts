import type { Actor } from "#lib/access/actor.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { plusMinutes } from "#lib/time/instant.ts";
import { isUuid } from "#lib/uuid.ts";
import { type Becomes, DAYS_OF_INVITATION } from "#lib/access/invitation.ts";
import { putInvitationMail } from "#lib/server/auth/people/invitation-mails.ts";
import { invitationCode, proofOfInvitationCode } from "#lib/server/auth/people/invitation-secret.ts";
import { clock, toDate, freshId } from "#lib/server/clock.ts";
import { transaction, type Tx } from "#lib/server/db.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { cancelMessages } from "#lib/server/outbox/outbox.ts";
import type { TeamLocale } from "#lib/server/translate.ts";
import { hostFor } from "./host.ts";

type Staff = Actor & { readonly kind: "staff" };

/** To become what; `email`, in small letters: whom the address is sent to, where mail is set up. */
export type OrganisationWanted = { readonly becomes: Becomes; readonly email: string | undefined };

const KIND = "organisation-invitation";

/**
 * Invites an organisation to the installation, for seven days; the address of the form leaves by mail in this language
 * where mail is set up. Answers the id of the invitation. Refused: `not-allowed`; `already-invited` while one of this
 * address is open.
 */
export function inviteOrganisation(
  actor: Staff,
  { becomes, email }: OrganisationWanted,
  locale: TeamLocale,
): Promise<Result<string, "not-allowed" | "already-invited">> {
  return transaction(async (tx) => {
    const host = await hostFor(actor, tx);
    if (!host) return refuse("not-allowed");
    // Invitations of one installation are made one after the other.
    await tx.$queryRaw`SELECT FROM organisation WHERE id = ${host.id}::uuid FOR NO KEY UPDATE`;
    const now = clock.now();
    if (email !== undefined && (await isInvited(tx, email))) return refuse("already-invited");
    const id = freshId();
    const generation = 1;
    await tx.organisationInvitation.create({
      data: {
        id,
        inviterId: host.id,
        becomes,
        email: email ?? null,
        language: locale,
        generation,
        code: proofOfInvitationCode(invitationCode({ id, generation }, KIND)),
        createdAt: toDate(now),
        expiresAt: toDate(plusMinutes(now, DAYS_OF_INVITATION * 24 * 60)),
      },
      select: { id: true },
    });
    const data = { invitation: id, becomes };
    await appendJournal(tx, actor, { act: "organisation-invited", organisation: host.id, data }, now);
    if (email !== undefined) await putInvitationMail(tx, { kind: KIND, id, generation, organisation: host.id }, now);
    return accept(id);
  }, actor);
}

/** Whether an invitation of this address is open. One that has ended makes room for the next. */
async function isInvited(tx: Tx, email: string): Promise<boolean> {
  const now = toDate(clock.now());
  const open = { email, acceptedAt: null, withdrawnAt: null };
  await tx.organisationInvitation.updateMany({
    where: { ...open, expiresAt: { lte: now } },
    data: { withdrawnAt: now },
  });
  return (await tx.organisationInvitation.count({ where: open })) > 0;
}

/**
 * Makes the address and the code of an invitation new, for seven days from now, and sends it again in this language;
 * the former ones open nothing. One whose seven days have passed is renewed too. Refused: `not-allowed`; `not-found`
 * once it was used or withdrawn.
 */
export const renewOrganisationInvitation = (
  actor: Staff,
  id: string,
  locale: TeamLocale,
): Promise<Result<void, "not-allowed" | "not-found">> =>
  transaction(async (tx) => {
    const host = await hostFor(actor, tx);
    if (!host) return refuse("not-allowed");
    if (!isUuid(id)) return refuse("not-found");
    await tx.$queryRaw`SELECT FROM organisation_invitation WHERE id = ${id}::uuid FOR UPDATE`;
    const row = await tx.organisationInvitation.findFirst({
      where: { id, inviterId: { not: null }, acceptedAt: null, withdrawnAt: null },
      select: { generation: true, email: true },
    });
    if (!row) return refuse("not-found");
    const now = clock.now();
    const generation = row.generation + 1;
    await tx.organisationInvitation.update({
      where: { id },
      data: {
        generation,
        language: locale,
        code: proofOfInvitationCode(invitationCode({ id, generation }, KIND)),
        expiresAt: toDate(plusMinutes(now, DAYS_OF_INVITATION * 24 * 60)),
      },
      select: { id: true },
    });
    const data = { invitation: id };
    await appendJournal(tx, actor, { act: "invitation-renewed", organisation: host.id, data }, now);
    if (row.email !== null) await putInvitationMail(tx, { kind: KIND, id, generation, organisation: host.id }, now);
    return accept(undefined);
  }, actor);

/** Takes an open invitation back: its address and its code open nothing any more. */
export const withdrawOrganisationInvitation = (
  actor: Staff,
  id: string,
): Promise<Result<void, "not-allowed" | "not-found">> =>
  transaction(async (tx) => {
    const host = await hostFor(actor, tx);
    if (!host) return refuse("not-allowed");
    if (!isUuid(id)) return refuse("not-found");
    await tx.$queryRaw`SELECT FROM organisation_invitation WHERE id = ${id}::uuid FOR UPDATE`;
    const now = clock.now();
    const { count } = await tx.organisationInvitation.updateMany({
      where: { id, inviterId: { not: null }, acceptedAt: null, withdrawnAt: null },
      data: { withdrawnAt: toDate(now) },
    });
    if (count === 0) return refuse("not-found");
    await cancelMessages(tx, { organisationInvitation: id }, now);
    const data = { invitation: id };
    await appendJournal(tx, actor, { act: "organisation-invitation-withdrawn", organisation: host.id, data }, now);
    return accept(undefined);
  }, actor);
