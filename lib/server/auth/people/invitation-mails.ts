import { Prisma } from "#prisma/generated/client.ts";
import type { Letter } from "#lib/mail/letter.ts";
import { instant, plusMinutes, type Instant } from "#lib/time/instant.ts";
import type { Becomes } from "#lib/access/invitation.ts";
import type { MailOfInvitation } from "#lib/access/invitation.ts";
import { toDate } from "#lib/server/clock.ts";
import { afterCommit, db, type Queryable } from "#lib/server/db.ts";
import { messagesAreDue } from "#lib/server/outbox/due-messages.ts";
import { cancelMessages, putMessage, type MessageSubject } from "#lib/server/outbox/outbox.ts";
import type { TeamLocale } from "#lib/server/translate.ts";
import { letterToOrganisation, letterToTeam } from "#lib/server/auth/invitation-letter.ts";
import type { LetterToMail } from "#lib/server/auth/letter-to-mail.ts";
import { isMailSetUp } from "#lib/server/auth/send-mail.ts";
import { invitationAddress, type InvitationKind, type IdAndGeneration } from "./invitation-secret.ts";

/** The key of the mail of this address of an invitation. */
const keyOf = (kind: InvitationKind, { id, generation }: IdAndGeneration): string => `${kind}:${id}:${generation}`;

const aboutOf = (kind: InvitationKind, id: string): MessageSubject =>
  kind === "invitation" ? { invitation: id } : { organisationInvitation: id };

/**
 * Puts in the mail of an invitation, in the transaction that makes it or makes it new, where mail is set up; one of its
 * former address that has not left is cancelled. `organisation`: that invites.
 */
export async function putInvitationMail(
  tx: Queryable,
  {
    kind,
    id,
    generation,
    organisation,
  }: IdAndGeneration & { readonly kind: InvitationKind; readonly organisation: string },
  now: Instant,
): Promise<void> {
  if (!isMailSetUp()) return;
  const about = aboutOf(kind, id);
  await cancelMessages(tx, about, now);
  const message = { organisation, kind, cause: { kind, id }, about, channel: "mail" } as const;
  await putMessage(tx, message, { key: keyOf(kind, { id, generation }), dueAt: now }, now);
  afterCommit(tx, messagesAreDue);
}

/**
 * What these messages say of the invitations that they are about; none of one that was accepted, withdrawn or made new,
 * or has ended. One statement.
 */
export async function invitationsToMail(messages: readonly string[], now: Instant): Promise<readonly LetterToMail[]> {
  const isOpen = Prisma.sql`i.accepted_at IS NULL AND i.withdrawn_at IS NULL AND i.expires_at > ${toDate(now)}
    AND m.dedupe_key = m.kind || ':' || i.id || ':' || i.generation AND m.id = ANY (${[...messages]}::uuid[])`;
  const rows = await db.$queryRaw<readonly InvitationMailRow[]>`
    SELECT m.id::text AS message, m.kind, i.id::text, i.generation, i.email, i.language, i.expires_at AS expires, o.name, NULL AS becomes
    FROM outbox m JOIN invitation i ON i.id = m.invitation_id JOIN organisation o ON o.id = i.organisation_id WHERE ${isOpen}
    UNION ALL
    SELECT m.id::text, m.kind, i.id::text, i.generation, i.email, i.language, i.expires_at, o.name, i.becomes
    FROM outbox m JOIN organisation_invitation i ON i.id = m.organisation_invitation_id JOIN organisation o ON o.id = i.inviter_id WHERE i.email IS NOT NULL AND ${isOpen}`;
  return rows.map((row) => ({
    message: row.message,
    email: row.email,
    letter: letterOf(row),
    expires: instant(row.expires.getTime()),
  }));
}

type InvitationMailRow = {
  readonly message: string;
  readonly kind: InvitationKind;
  readonly id: string;
  readonly generation: number;
  readonly email: string;
  readonly language: TeamLocale | null;
  readonly expires: Date;
  readonly name: string;
  readonly becomes: Becomes | null;
};

function letterOf({ kind, language, name, becomes, ...numbered }: InvitationMailRow): Letter {
  const locale = language ?? "fr";
  const link = invitationAddress(numbered, kind);
  return becomes === null ? letterToTeam(locale, name, link) : letterToOrganisation(locale, name, becomes, link);
}

/**
 * What became of the mails of these open invitations, by their ids; none of one whose mail was not put in. One
 * statement.
 */
export async function mailsOfInvitations(
  kind: InvitationKind,
  invitations: readonly IdAndGeneration[],
  now: Instant,
): Promise<ReadonlyMap<string, MailOfInvitation>> {
  const rows = await db.$queryRaw<readonly MailRow[]>`
    SELECT m.cause_id::text AS id, m.sent_at AS "sentAt", m.given_up_at AS "givenUpAt", m.given_up_why AS why, m.held_at AS "heldAt", m.created_at AS "putAt"
    FROM outbox m WHERE m.dedupe_key = ANY (${invitations.map((one) => keyOf(kind, one))}) AND m.cancelled_at IS NULL`;
  return new Map(rows.map((row) => [row.id, mailOf(row, now)]));
}

/** The mail of one of them, for its row on a page. */
export function mailIn(
  mails: ReadonlyMap<string, MailOfInvitation>,
  { id }: Pick<IdAndGeneration, "id">,
): { readonly mail?: MailOfInvitation } {
  const mail = mails.get(id);
  return mail ? { mail } : {};
}

type MailRow = {
  readonly id: string;
  readonly sentAt: Date | null;
  readonly givenUpAt: Date | null;
  readonly why: string | null;
  readonly heldAt: Date | null;
  readonly putAt: Date;
};

function mailOf({ sentAt, givenUpAt, why, heldAt, putAt }: MailRow, now: Instant): MailOfInvitation {
  const at = (moment: Date): Instant => instant(moment.getTime());
  if (sentAt) return { is: "sent", at: at(sentAt) };
  if (givenUpAt) return { is: why === "refused" || why === "unknown" ? why : "failed", at: at(givenUpAt) };
  // It came with a restored backup: whether it was sent before, nobody knows.
  if (heldAt) return { is: "unknown", at: at(heldAt) };
  return { is: now < plusMinutes(at(putAt), 1) ? "leaving" : "late", at: at(putAt) };
}
