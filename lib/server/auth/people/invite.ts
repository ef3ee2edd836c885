import type { Actor } from "#lib/access/actor.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { DAYS_OF_INVITATION } from "#lib/access/invitation.ts";
import { plusMinutes, type Instant } from "#lib/time/instant.ts";
import { isUuid } from "#lib/uuid.ts";
import { clock, toDate, freshId } from "#lib/server/clock.ts";
import { transaction, type Tx } from "#lib/server/db.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { cancelMessages } from "#lib/server/outbox/outbox.ts";
import type { TeamLocale } from "#lib/server/translate.ts";
import { accountOfEmail } from "#lib/server/auth/account-of-email.ts";
import { lastsAt } from "#lib/server/auth/roles-of-accounts.ts";
import { putInvitationMail } from "./invitation-mails.ts";
import { invitationCode, proofOfInvitationCode } from "./invitation-secret.ts";
import { lockRoles, mayGive, problemOfRole, type RoleProblem, type RoleWanted } from "./role-wanted.ts";
import type { StaffRole } from "#lib/access/actor.ts";

type Staff = Actor & { readonly kind: "staff" };

/** Whom to invite: their e-mail address in small letters, the role, and the languages they speak (ISO 639). */
export type InvitationWanted = RoleWanted & { readonly email: string; readonly languages: readonly string[] };

/**
 * `has-role`: an account with this address has the role already; `already-invited`: an invitation of this address is
 * open.
 */
export type InviteRefusal = "not-allowed" | "own-account" | "has-role" | "already-invited" | RoleProblem;

const endOf = (now: Instant): Date => toDate(plusMinutes(now, DAYS_OF_INVITATION * 24 * 60));

/**
 * Invites somebody to a role of an organisation, for seven days; the address leaves by mail in this language where mail
 * is set up. Answers the id of the invitation. Nobody invites themselves.
 */
export async function invitePerson(
  actor: Staff,
  organisation: string,
  wanted: InvitationWanted,
  locale: TeamLocale,
): Promise<Result<string, InviteRefusal>> {
  if (!mayGive(actor, organisation, wanted.role)) return refuse("not-allowed");
  return transaction(async (tx) => {
    await lockRoles(tx, organisation);
    const now = clock.now();
    const problem =
      (await problemOfRole(tx, organisation, wanted, now)) ?? (await problemOf(tx, actor, organisation, wanted));
    if (problem) return refuse(problem);
    const id = freshId();
    const generation = 1;
    const { email, role, places } = wanted;
    await tx.invitation.create({
      data: {
        id,
        organisationId: organisation,
        email,
        role,
        everyPlace: places === "all",
        roleEndsAt: wanted.endsAt === undefined ? null : toDate(wanted.endsAt),
        languages: [...wanted.languages],
        language: locale,
        generation,
        code: proofOfInvitationCode(invitationCode({ id, generation })),
        createdAt: toDate(now),
        expiresAt: endOf(now),
        ...(places !== "all" && { places: { create: [...new Set(places)].map((placeId) => ({ placeId })) } }),
      },
      select: { id: true },
    });
    await appendJournal(tx, actor, { act: "person-invited", organisation, data: { invitation: id, role } }, now);
    await putInvitationMail(tx, { kind: "invitation", id, generation, organisation }, now);
    return accept(id);
  }, actor);
}

async function problemOf(
  tx: Tx,
  actor: Staff,
  organisationId: string,
  { email, role }: InvitationWanted,
): Promise<InviteRefusal | undefined> {
  const now = clock.now();
  const account = await accountOfEmail(tx, email);
  if (account === actor.user) return "own-account";
  const held = { userId: account ?? "", organisationId, role, ...lastsAt(now) };
  if (account !== undefined && (await tx.membership.count({ where: held })) > 0) return "has-role";
  const open = { organisationId, email, acceptedAt: null, withdrawnAt: null };
  // One that has ended makes room for the next.
  await tx.invitation.updateMany({
    where: { ...open, expiresAt: { lte: toDate(now) } },
    data: { withdrawnAt: toDate(now) },
  });
  return (await tx.invitation.count({ where: open })) > 0 ? "already-invited" : undefined;
}

/**
 * Makes the address and the code of an open invitation new, for seven days from now, and sends it again; the former
 * ones open nothing.
 */
export const renewInvitation = (
  actor: Staff,
  id: string,
  locale: TeamLocale,
): Promise<Result<void, "not-allowed" | "not-found">> =>
  changing(actor, id, async (tx, row) => {
    const now = clock.now();
    const generation = row.generation + 1;
    const code = proofOfInvitationCode(invitationCode({ id, generation }));
    await tx.invitation.update({
      where: { id },
      data: { generation, code, language: locale, expiresAt: endOf(now) },
      select: { id: true },
    });
    const { organisationId: organisation } = row;
    await appendJournal(tx, actor, { act: "invitation-renewed", organisation, data: { invitation: id } }, now);
    await putInvitationMail(tx, { kind: "invitation", id, generation, organisation }, now);
  });

/** Takes an open invitation back: its address and its code open nothing any more. */
export const withdrawInvitation = (actor: Staff, id: string): Promise<Result<void, "not-allowed" | "not-found">> =>
  changing(actor, id, async (tx, { organisationId: organisation }) => {
    const now = clock.now();
    await tx.invitation.update({ where: { id }, data: { withdrawnAt: toDate(now) }, select: { id: true } });
    await cancelMessages(tx, { invitation: id }, now);
    await appendJournal(tx, actor, { act: "invitation-withdrawn", organisation, data: { invitation: id } }, now);
  });

type InvitationRow = { readonly organisationId: string; readonly generation: number };

/**
 * Refused `not-found` for an invitation that was accepted or withdrawn, `not-allowed` for a role that is not the
 * actor's to give.
 */
function changing(
  actor: Staff,
  id: string,
  change: (tx: Tx, row: InvitationRow) => Promise<void>,
): Promise<Result<void, "not-allowed" | "not-found">> {
  if (!isUuid(id)) return Promise.resolve(refuse("not-found"));
  return transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM invitation WHERE id = ${id}::uuid FOR UPDATE`;
    const row = await tx.invitation.findFirst({ where: { id, acceptedAt: null, withdrawnAt: null } });
    if (!row) return refuse("not-found");
    if (!mayGive(actor, row.organisationId, row.role as StaffRole)) return refuse("not-allowed");
    await change(tx, row);
    return accept(undefined);
  }, actor);
}
