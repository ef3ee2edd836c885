import type { Prisma } from "#prisma/generated/client.ts";
import type { Actor, StaffRole } from "#lib/access/actor.ts";
import { LEADING } from "#lib/access/second-factor.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import { isUuid } from "#lib/uuid.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { transaction, type Tx } from "#lib/server/db.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { cancelMessages } from "#lib/server/outbox/outbox.ts";
import { refusalOfConstraint, roleRefusals } from "#lib/server/refusal-of-constraint.ts";
import { lastsAt } from "#lib/server/auth/roles-of-accounts.ts";
import {
  endAccessWithoutRole,
  endLogins,
  lockRoles,
  mayGive,
  mayTake,
  problemOfRole,
  saveRole,
  type RoleProblem,
  type RoleWanted,
} from "./role-wanted.ts";

type Staff = Actor & { readonly kind: "staff" };

/** Somebody in an organisation. */
export type InOrganisation = { readonly organisation: string; readonly account: string };

export type RoleRefusal = "not-allowed" | "not-found" | "own-account" | "last-administrator" | RoleProblem;

/**
 * Gives a role to somebody who has or had one in this organisation, or changes its places and its end. To themselves an
 * administrator gives the roles of `OWN_ROLES`, and nobody any other. With a role that leads, the logins of another
 * account end: who holds one of them may not be who was invited. Refused `last-administrator` when the organisation
 * would keep nobody who can give every role.
 */
export function giveRole(actor: Staff, of: InOrganisation, wanted: RoleWanted): Promise<Result<void, RoleRefusal>> {
  const { organisation, account } = of;
  if (!mayGive(actor, organisation, wanted.role)) return Promise.resolve(refuse("not-allowed"));
  const isOwn = actor.user === account;
  if (isOwn && !mayTake(actor, organisation, wanted.role)) return Promise.resolve(refuse("own-account"));
  return changing(actor, of, async (tx) => {
    const now = clock.now();
    const problem = await problemOfRole(tx, organisation, wanted, now);
    if (problem) return refuse(problem);
    await saveRole(tx, { userId: account, organisationId: organisation }, wanted);
    if (LEADING.includes(wanted.role) && !isOwn) await endLogins(tx, account);
    const data = { account, role: wanted.role, places: wanted.places === "all" ? "all" : wanted.places.length };
    await appendJournal(tx, actor, { act: "role-given", organisation, data }, now);
    return accept(undefined);
  });
}

/** Ends a role at once; done again it changes nothing. One's own may be ended too, but for the last administrator. */
export function endRole(actor: Staff, of: InOrganisation, role: StaffRole): Promise<Result<void, RoleRefusal>> {
  const { organisation, account } = of;
  if (!mayGive(actor, organisation, role)) return Promise.resolve(refuse("not-allowed"));
  return changing(actor, of, async (tx) => {
    const now = clock.now();
    const held = { userId: account, organisationId: organisation, role, ...lastsAt(now) };
    const given = await forgetRolesToBegin(tx, held, now);
    const ended = await tx.membership.updateMany({ where: held, data: { endsAt: toDate(now) } });
    if (ended.count + given === 0) return accept(undefined);
    await endAccessWithoutRole(tx, account, now);
    await appendJournal(tx, actor, { act: "role-ended", organisation, data: { account, role } }, now);
    return accept(undefined);
  });
}

/**
 * Ends every role of somebody in this organisation at once, and withdraws what they were invited to. Without a role
 * anywhere else their logins and tokens end too. Refused `not-allowed` when one of the roles is not the actor's to end.
 */
export const deactivateAccount = (actor: Staff, of: InOrganisation): Promise<Result<void, RoleRefusal>> =>
  changing(actor, of, async (tx) => {
    const now = clock.now();
    const held = { userId: of.account, organisationId: of.organisation, ...lastsAt(now) };
    const rows = await tx.membership.findMany({ where: held, select: { role: true } });
    if (!rows.every(({ role }) => mayGive(actor, of.organisation, role as StaffRole))) return refuse("not-allowed");
    if (rows.length === 0) return accept(undefined);
    await forgetRolesToBegin(tx, held, now);
    await tx.membership.updateMany({ where: held, data: { endsAt: toDate(now) } });
    await endAccessWithoutRole(tx, of.account, now);
    const { email } = await tx.user.findUniqueOrThrow({ where: { id: of.account }, select: { email: true } });
    const withdrawn = await tx.invitation.updateManyAndReturn({
      where: {
        organisationId: of.organisation,
        email: { equals: email, mode: "insensitive" },
        acceptedAt: null,
        withdrawnAt: null,
      },
      data: { withdrawnAt: toDate(now) },
      select: { id: true },
    });
    for (const { id } of withdrawn) await cancelMessages(tx, { invitation: id }, now);
    const data = { account: of.account, roles: rows.length };
    await appendJournal(tx, actor, { act: "account-deactivated", organisation: of.organisation, data }, now);
    return accept(undefined);
  });

/** Gives somebody without a role in this organisation those back that ended last, together, and without an end. */
export const reactivateAccount = (actor: Staff, of: InOrganisation): Promise<Result<void, RoleRefusal>> =>
  actor.user === of.account
    ? Promise.resolve(refuse("own-account"))
    : changing(actor, of, async (tx) => {
        const now = clock.now();
        const here = { userId: of.account, organisationId: of.organisation };
        const all = await tx.membership.findMany({ where: here, select: { role: true, endsAt: true } });
        if (all.some(({ endsAt }) => endsAt === null || endsAt > toDate(now))) return accept(undefined);
        const last = Math.max(...all.map(({ endsAt }) => endsAt?.getTime() ?? 0));
        const roles = all.filter(({ endsAt }) => endsAt?.getTime() === last).map(({ role }) => role);
        if (!roles.every((role) => mayGive(actor, of.organisation, role as StaffRole))) return refuse("not-allowed");
        await tx.membership.updateMany({
          where: { ...here, role: { in: roles } },
          data: { endsAt: null, givenAt: toDate(now) },
        });
        const data = { account: of.account, roles: roles.length };
        await appendJournal(tx, actor, { act: "account-reactivated", organisation: of.organisation, data }, now);
        return accept(undefined);
      });

/** Takes away roles that have not begun: they never gave anything, so no history is lost. Answers how many. */
const forgetRolesToBegin = async (tx: Tx, held: Prisma.MembershipWhereInput, now: Instant): Promise<number> =>
  (await tx.membership.deleteMany({ where: { ...held, startsAt: { gt: toDate(now) } } })).count;

/**
 * « De service civique à conseiller·ère à partir du … »: on that day the role of service civique ends, and that of
 * conseiller begins at the same places and with the end that it had; both stay written. Nobody does it for themselves.
 * Refused `already-over` for a day that is not to come, or after the role ends; `not-theirs` for who is no service
 * civique; `has-role` for who is a conseiller already.
 */
export function becomeConseiller(
  actor: Staff,
  of: InOrganisation,
  from: Instant,
): Promise<Result<void, RoleRefusal | "not-theirs" | "has-role">> {
  const { organisation, account } = of;
  if (actor.user === account) return Promise.resolve(refuse("own-account"));
  return changing(actor, of, async (tx) => {
    const now = clock.now();
    if (from <= now) return refuse("already-over");
    const key = { userId: account, organisationId: organisation };
    const rows = await tx.membership.findMany({
      where: { ...key, role: { in: ["civic-service", "conseiller"] }, ...lastsAt(now) },
      include: { places: { select: { placeId: true } } },
    });
    const former = rows.find(({ role }) => role === "civic-service");
    if (!former) return refuse("not-theirs");
    if (rows.length > 1) return refuse("has-role");
    if (former.endsAt && former.endsAt <= toDate(from)) return refuse("already-over");
    const places = former.everyPlace ? ("all" as const) : former.places.map(({ placeId }) => placeId);
    const endsAt = former.endsAt ? instant(former.endsAt.getTime()) : undefined;
    await saveRole(tx, key, { role: "conseiller", places, endsAt }, from);
    const ending = { userId_organisationId_role: { ...key, role: "civic-service" } };
    await tx.membership.update({ where: ending, data: { endsAt: toDate(from) }, select: { role: true } });
    const data = { account, role: "conseiller", places: places === "all" ? "all" : places.length, later: true };
    await appendJournal(tx, actor, { act: "role-given", organisation, data }, now);
    return accept(undefined);
  });
}

/**
 * Runs a change of somebody's roles under the lock of the organisation's. Refused `not-found` for who never had a role
 * in it.
 */
async function changing<Further extends string = never>(
  actor: Staff,
  { organisation, account }: InOrganisation,
  change: (tx: Tx) => Promise<Result<void, RoleRefusal | Further>>,
): Promise<Result<void, RoleRefusal | Further>> {
  if (!mayGive(actor, organisation, "conseiller")) return refuse("not-allowed");
  if (!isUuid(account)) return refuse("not-found");
  try {
    return await transaction(async (tx) => {
      await lockRoles(tx, organisation);
      const known = await tx.membership.findFirst({
        where: { userId: account, organisationId: organisation, user: { anonymisedAt: null } },
        select: { role: true },
      });
      return known ? change(tx) : refuse("not-found");
    }, actor);
  } catch (error) {
    const refusal = refusalOfConstraint(error, roleRefusals);
    if (refusal === undefined) throw error;
    return refuse(refusal);
  }
}
