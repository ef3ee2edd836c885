import type { StaffRole } from "#lib/access/actor.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { instant } from "#lib/time/instant.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db, transaction, type Queryable, type Tx } from "#lib/server/db.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { cancelMessages } from "#lib/server/outbox/outbox.ts";
import { refusalOfConstraint, roleRefusals } from "#lib/server/refusal-of-constraint.ts";
import { claimedId, opens } from "#lib/server/secrets.ts";
import { accountOfEmail } from "#lib/server/auth/account-of-email.ts";
import { hashOfLogin } from "#lib/server/auth/read-login.ts";
import type { SignedIn } from "#lib/server/auth/login.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { keepLink, signInByLink } from "#lib/server/auth/sign-in-link.ts";
import { invitationSecret, proofOfInvitationCode } from "./invitation-secret.ts";
import { lockRoles, saveRole } from "./role-wanted.ts";

/**
 * An open invitation as its page shows it. `known`: an account has this address already, so that whoever opens the page
 * signs in to it first: the address of the page may have been read by somebody else, and the account has other roles.
 */
export type OpenInvitation = {
  readonly email: string;
  readonly organisation: string;
  readonly role: StaffRole;
  readonly places: readonly string[];
  readonly languages: readonly string[];
  readonly known: boolean;
};

/**
 * The open invitation of a secret; undefined when it was accepted or withdrawn, has ended, or never was. Two queries.
 */
export async function readInvitation(secret: string): Promise<OpenInvitation | undefined> {
  const row = await openRow(db, secret);
  if (!row) return undefined;
  const known = (await accountOfEmail(db, row.email)) !== undefined;
  return {
    email: row.email,
    organisation: row.organisation.name,
    role: row.role as StaffRole,
    places: row.places.map(({ place }) => place.name),
    languages: row.languages,
    known,
  };
}

/** The secret of the open invitation with that code; undefined when there is none. */
export async function invitationOfCode(typed: string): Promise<string | undefined> {
  const row = await db.invitation.findUnique({
    where: { code: proofOfInvitationCode(typed) },
    select: { id: true, generation: true },
  });
  const secret = row && invitationSecret(row);
  return secret && (await openRow(db, secret)) ? secret : undefined;
}

async function openRow(tx: Queryable & Pick<Tx, "invitation">, secret: string) {
  const id = claimedId(secret);
  if (id === undefined) return undefined;
  const row = await tx.invitation.findFirst({
    where: { id, acceptedAt: null, withdrawnAt: null, expiresAt: { gt: toDate(clock.now()) } },
    include: {
      organisation: { select: { name: true } },
      places: { select: { placeId: true, place: { select: { name: true } } } },
    },
  });
  return row && opens(secret, "invitation", id, row.generation) ? row : undefined;
}

/** What the invited person says of themselves. */
export type ConfirmedPerson = { readonly name: string; readonly languages: readonly string[] };

export type AcceptRefusal = "not-found" | "sign-in-first" | "last-administrator";

/** Who asks: signed in or not, and the login of their browser. */
export type Accepting = { readonly actor: StaffActor | undefined; readonly login: string | undefined };

/**
 * Accepts an invitation: the account is made, or has the role from now on, and its person is signed in. `cookie` is
 * undefined when they were signed in already; the other logins of that account end then, since somebody else may have
 * made it with this address. Refused: `not-found`; `sign-in-first` when an account has the address and this browser is
 * not signed in to it; `last-administrator` when the role would narrow that of the last administrator.
 */
export async function acceptInvitation(
  secret: string,
  { name, languages }: ConfirmedPerson,
  { actor, login }: Accepting,
): Promise<Result<{ readonly signedIn: SignedIn | undefined; readonly email: string }, AcceptRefusal>> {
  const accepted = await transaction(async (tx) => {
    const found = await openRow(tx, secret);
    if (!found) return refuse("not-found");
    await lockRoles(tx, found.organisationId);
    // Of accepting and withdrawing at once the first one counts.
    await tx.$queryRaw`SELECT FROM invitation WHERE id = ${found.id}::uuid FOR UPDATE`;
    const row = await openRow(tx, secret);
    if (!row) return refuse("not-found");
    const known = await accountOfEmail(tx, row.email);
    if (known !== undefined && known !== actor?.user) return refuse("sign-in-first");
    const person = { name, languages: [...languages] };
    const id = known ?? (await tx.user.create({ data: { email: row.email, ...person }, select: { id: true } })).id;
    if (known !== undefined) {
      await tx.user.update({ where: { id }, data: person, select: { id: true } });
      await tx.session.deleteMany({ where: { userId: id, sessionToken: { not: hashOfLogin(login ?? "") } } });
    }
    await saveRole(
      tx,
      { userId: id, organisationId: row.organisationId },
      {
        role: row.role as StaffRole,
        places: row.everyPlace ? "all" : row.places.map(({ placeId }) => placeId),
        endsAt: row.roleEndsAt ? instant(row.roleEndsAt.getTime()) : undefined,
      },
    );
    const now = clock.now();
    await tx.invitation.update({ where: { id: row.id }, data: { acceptedAt: toDate(now) }, select: { id: true } });
    await cancelMessages(tx, { invitation: row.id }, now);
    const change = { act: "invitation-accepted", organisation: row.organisationId, data: { account: id } } as const;
    await appendJournal(tx, { kind: "staff", user: id, roles: [], by: "login" }, change, now);
    return accept({ email: row.email, link: known === undefined ? await keepLink(tx, row.email) : undefined });
  }, actor ?? "service").catch((error: unknown) => {
    const refusal = refusalOfConstraint(error, roleRefusals);
    if (refusal === undefined) throw error;
    return refuse(refusal);
  });
  if (!accepted.ok) return accepted;
  const { email, link } = accepted.value;
  if (link === undefined) return accept({ signedIn: undefined, email });
  const signed = await signInByLink(link, login);
  return signed.ok ? accept({ signedIn: signed.value, email }) : refuse("not-found");
}
