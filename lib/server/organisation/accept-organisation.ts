import type { Actor } from "#lib/access/actor.ts";
import type { Becomes } from "#lib/access/invitation.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import type { Instant } from "#lib/time/instant.ts";
import { readNewOrganisation, readNewPartner } from "#lib/wire/organisation/new-organisation.ts";
import type { SetupProblem, SetupResult } from "#lib/wire/setup-fields.ts";
import { accountOfEmail } from "#lib/server/auth/account-of-email.ts";
import type { SignedIn } from "#lib/server/auth/login.ts";
import type { Accepting } from "#lib/server/auth/people/accept-invitation.ts";
import { invitationSecret, proofOfInvitationCode } from "#lib/server/auth/people/invitation-secret.ts";
import { isMailSetUp } from "#lib/server/auth/send-mail.ts";
import { keepLink, signInByLink } from "#lib/server/auth/sign-in-link.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { afterCommit, db, transaction, type Tx } from "#lib/server/db.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { cancelMessages } from "#lib/server/outbox/outbox.ts";
import { forgetOrganisations } from "#lib/server/place/read-organisation.ts";
import { ensureStandardTopics } from "#lib/server/schedule/standard-topics.ts";
import { claimedId, opens } from "#lib/server/secrets.ts";
import { chooseHost, lockSetUps, saveOrganisation } from "./set-up/organisation.ts";
import { savePartner } from "./set-up/partners.ts";
import { saveAdministrator } from "./set-up/people.ts";
import { readHost } from "./host.ts";

/**
 * An open invitation as its page shows it. `from`: the organisation that invites; undefined at the first start.
 * `email`: whom it was sent to.
 */
export type OpenOrganisationInvitation = {
  readonly becomes: Becomes;
  readonly from: string | undefined;
  readonly email: string | undefined;
};

/** The open invitation of a secret; undefined when it was used or withdrawn, has ended, or never was. */
export async function readOrganisationInvitation(secret: string): Promise<OpenOrganisationInvitation | undefined> {
  const row = await openRow(db, secret);
  return row && { becomes: row.becomes as Becomes, from: row.inviter?.name, email: row.email ?? undefined };
}

/** The secret of the open invitation with that code; undefined when there is none. */
export async function organisationInvitationOfCode(typed: string): Promise<string | undefined> {
  const row = await db.organisationInvitation.findUnique({
    where: { code: proofOfInvitationCode(typed) },
    select: { id: true, generation: true },
  });
  const secret = row && invitationSecret(row, "organisation-invitation");
  return secret && (await openRow(db, secret)) ? secret : undefined;
}

/** That of the first start is open until an organisation hosts the installation, whichever way it was made. */
async function openRow(tx: Pick<Tx, "organisationInvitation" | "organisation">, secret: string) {
  const id = claimedId(secret);
  if (id === undefined) return undefined;
  const row = await tx.organisationInvitation.findFirst({
    where: {
      id,
      acceptedAt: null,
      withdrawnAt: null,
      OR: [{ expiresAt: null }, { expiresAt: { gt: toDate(clock.now()) } }],
    },
    include: { inviter: { select: { name: true } } },
  });
  if (!row || !opens(secret, "organisation-invitation", id, row.generation)) return undefined;
  return row.inviterId === null && (await readHost(tx)) ? undefined : row;
}

/** What was made: the organisation by its name in addresses, and the account that is signed in now. */
export type AcceptedOrganisation = {
  readonly becomes: Becomes;
  readonly slug: string;
  readonly email: string;
  readonly signedIn: SignedIn;
};

/** `to-correct`: every field that is wrong at once; nothing is written then, and the invitation stays open. */
export type OrganisationRefused =
  | { readonly ok: false; readonly refusal: "not-found" }
  | { readonly ok: false; readonly refusal: "to-correct"; readonly problems: readonly SetupProblem[] };

/** What the transaction made; `link` signs its account in. */
type MadeOrganisation = {
  readonly becomes: Becomes;
  readonly slug: string;
  readonly email: string;
  readonly link: string;
};

/**
 * Accepts an invitation with what was typed into its form (`readNewOrganisation`, `readNewPartner`): makes the
 * organisation, its first account with the role of administrator, and coordinator as `npm run setup` does, or of
 * partner, and signs that person in. A partner reads nothing before the host shares something with it. All in one
 * transaction under the lock of set-ups, so that of two at once with one invitation the second is refused `not-found`.
 * Refused `to-correct` also for a name in addresses that another organisation has (`slug-taken`), and for the address
 * of an account that this browser is not signed in to (`sign-in-first`): whoever holds an invitation enters nobody's
 * account. An invitation that was sent by mail makes an account with that address alone (`invited-address`), since
 * nothing proves whose another one is.
 */
export async function acceptOrganisationInvitation(
  secret: string,
  typed: Readonly<Record<string, string>>,
  { actor, login }: Accepting,
): Promise<{ readonly ok: true; readonly value: AcceptedOrganisation } | OrganisationRefused> {
  const open = await openRow(db, secret);
  if (!open) return refuse("not-found");
  const read: SetupResult<OrganisationToMake> = readAs(open.becomes as Becomes, typed);
  if (!read.ok) return { ok: false, refusal: "to-correct", problems: read.problems };
  const made = await transaction(
    (tx): Promise<Result<MadeOrganisation, "not-found"> | OrganisationRefused> => make(tx, secret, read.value, actor),
    actor ?? "service",
  );
  if (!made.ok) return made;
  const { link, ...said } = made.value;
  const signed = await signInByLink(link, login);
  return signed.ok ? accept({ ...said, signedIn: signed.value }) : refuse("not-found");
}

/** What was read of the form; `write` makes it and answers the id of the organisation. */
type OrganisationToMake = {
  readonly slug: string;
  readonly email: string;
  readonly write: (tx: Tx, now: Instant) => Promise<string>;
};

function readAs(becomes: Becomes, typed: Readonly<Record<string, string>>): SetupResult<OrganisationToMake> {
  if (becomes === "partner") {
    const read = readNewPartner(typed);
    if (!read.ok) return read;
    const { slug, email } = read.value;
    const write: OrganisationToMake["write"] = async (tx, now) => {
      await savePartner(tx, undefined, read.value, now);
      return (await tx.organisation.findUniqueOrThrow({ where: { slug }, select: { id: true } })).id;
    };
    return { ok: true, value: { slug, email, write } };
  }
  const read = readNewOrganisation(typed);
  if (!read.ok) return read;
  const { person, email, ...organisation } = read.value;
  const write: OrganisationToMake["write"] = async (tx, now) => {
    const { id } = await saveOrganisation(tx, organisation, now);
    await ensureStandardTopics(tx);
    await saveAdministrator(tx, { email, name: person, organisation: id }, now);
    await chooseHost(tx);
    return id;
  };
  return { ok: true, value: { slug: organisation.slug, email, write } };
}

async function make(
  tx: Tx,
  secret: string,
  { slug, email, write }: OrganisationToMake,
  actor: Accepting["actor"],
): Promise<Result<MadeOrganisation, "not-found"> | OrganisationRefused> {
  await lockSetUps(tx);
  // Of accepting and withdrawing at once the first one counts.
  await tx.$queryRaw`SELECT FROM organisation_invitation WHERE id = ${claimedId(secret)}::uuid FOR UPDATE`;
  const row = await openRow(tx, secret);
  if (!row) return refuse("not-found");
  const known = await accountOfEmail(tx, email);
  const isAnother = isMailSetUp() && row.email !== null && row.email !== email;
  const problems: SetupProblem[] = [
    ...(isAnother ? [{ path: "email", code: "invited-address", values: { email: row.email ?? "" } }] : []),
    ...((await isTaken(tx, slug, row.inviterId === null))
      ? [{ path: "slug", code: "slug-taken", values: { slug } }]
      : []),
    ...(known !== undefined && known !== actor?.user ? [{ path: "email", code: "sign-in-first" }] : []),
  ];
  if (problems.length > 0) return { ok: false, refusal: "to-correct", problems };
  const now = clock.now();
  const organisation = await write(tx, now);
  await tx.organisationInvitation.update({
    where: { id: row.id },
    data: { acceptedAt: toDate(now), madeId: organisation },
    select: { id: true },
  });
  await cancelMessages(tx, { organisationInvitation: row.id }, now);
  await note(tx, { inviter: row.inviterId, organisation, account: (await accountOfEmail(tx, email)) ?? "" }, now);
  afterCommit(tx, forgetOrganisations);
  return accept({ becomes: row.becomes as Becomes, slug, email, link: await keepLink(tx, email) });
}

/**
 * Whether another organisation has that name in addresses. At a first start one for which nobody works yet, such as
 * that of places imported before, is taken over.
 */
const isTaken = async (tx: Tx, slug: string, isFirst: boolean): Promise<boolean> =>
  (await tx.organisation.count({ where: { slug, ...(isFirst && { memberships: { some: {} } }) } })) > 0;

/** In the journal of the new organisation, and of the one that invited it. */
async function note(
  tx: Tx,
  { inviter, organisation, account }: { inviter: string | null; organisation: string; account: string },
  now: Instant,
): Promise<void> {
  const by: Actor = { kind: "staff", user: account, roles: [], by: "login" };
  await appendJournal(tx, by, { act: "organisation-set-up", organisation, data: { account } }, now);
  if (inviter === null) return;
  const data = { organisation: organisation };
  await appendJournal(tx, by, { act: "organisation-invitation-accepted", organisation: inviter, data }, now);
}
