import type { Actor, StaffRole } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import { LEADING } from "#lib/access/second-factor.ts";
import type { Instant } from "#lib/time/instant.ts";
import { instantAt, plusDays } from "#lib/time/zone.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db, type Tx } from "#lib/server/db.ts";
import { placesOfOrganisation } from "#lib/server/auth/places-of-organisation.ts";
import { lastsAt } from "#lib/server/auth/roles-of-accounts.ts";

/** A role to give: where it holds, and until when (no end without). A contact on site has one place at least. */
export type RoleWanted = {
  readonly role: StaffRole;
  readonly places: "all" | readonly string[];
  readonly endsAt?: Instant | undefined;
};

/** Whether the actor may give this role in that organisation, change it and end it. */
export const mayGive = (actor: Actor, organisation: string, role: StaffRole): boolean =>
  may(actor, { act: LEADING.includes(role) ? "give-any-role" : "manage-people", organisation });

/** The roles that an administrator gives themselves: in a small service who set it up receives people too. */
export const OWN_ROLES = ["conseiller", "coordinator"] as const satisfies readonly StaffRole[];

/** Whether the actor may give themselves this role in that organisation. */
export const mayTake = (actor: Actor, organisation: string, role: StaffRole): boolean =>
  OWN_ROLES.some((one) => one === role) && may(actor, { act: "give-any-role", organisation });

/** Why a role cannot be given as it is wanted. */
export type RoleProblem = "no-such-place" | "place-missing" | "already-over";

/**
 * What is wrong with a role: its places are the organisation's own or such where it holds half-days; its end is to
 * come.
 */
export async function problemOfRole(
  tx: Tx,
  organisationId: string,
  { role, places, endsAt }: RoleWanted,
  now: Instant,
): Promise<RoleProblem | undefined> {
  if (endsAt !== undefined && endsAt <= now) return "already-over";
  if (places === "all") return role === "contact" ? "place-missing" : undefined;
  if (places.length === 0) return "place-missing";
  const works = await placesOfOrganisation(tx, organisationId);
  const found = await tx.place.count({ where: { id: { in: [...places] }, ...works } });
  return found === new Set(places).size ? undefined : "no-such-place";
}

/** The beginning of that day (YYYY-MM-DD) on the clock of the organisation's places, from which on a role holds. */
export const beginningOfDay = (organisationId: string, localDate: string): Promise<Instant> =>
  endOfDay(organisationId, plusDays(localDate, -1));

/** The end of that day (YYYY-MM-DD) on the clock of the organisation's places, from which on a role gives nothing. */
export async function endOfDay(organisationId: string, localDate: string): Promise<Instant> {
  const place = await db.place.findFirst({
    where: { organisationId },
    select: { timeZone: true },
    orderBy: { id: "asc" },
  });
  return instantAt(plusDays(localDate, 1), 0, place?.timeZone ?? "Europe/Paris");
}

/** Changes of the roles of an organisation run one after the other. */
export const lockRoles = (tx: Tx, organisation: string): Promise<unknown> =>
  tx.$queryRaw`SELECT FROM organisation WHERE id = ${organisation}::uuid FOR NO KEY UPDATE`;

/**
 * Gives the role, or changes it to this: its places, its end. One that had ended is given anew. It holds from now on,
 * or from `startsAt` on.
 */
export async function saveRole(
  tx: Tx,
  key: { readonly userId: string; readonly organisationId: string },
  { role, places, endsAt }: RoleWanted,
  startsAt?: Instant,
): Promise<void> {
  const id = { ...key, role };
  const data = {
    everyPlace: places === "all",
    startsAt: startsAt === undefined ? null : toDate(startsAt),
    endsAt: endsAt === undefined ? null : toDate(endsAt),
  };
  const now = clock.now();
  const before = { userId_organisationId_role: id };
  const given = { givenAt: toDate(now) };
  const held = await tx.membership.findFirst({ where: { ...id, ...lastsAt(now) }, select: { role: true } });
  await tx.membership.upsert({
    where: before,
    create: { ...id, ...data, ...given },
    update: { ...data, ...(held ? {} : given) },
  });
  await tx.membershipPlace.deleteMany({ where: id });
  if (places !== "all")
    await tx.membershipPlace.createMany({ data: [...new Set(places)].map((placeId) => ({ ...id, placeId })) });
}

/**
 * Whoever has no role left anywhere is signed out everywhere, their tokens open nothing any more, and their telephone
 * is erased.
 */
export async function endAccessWithoutRole(tx: Tx, userId: string, now: Instant): Promise<void> {
  if ((await tx.membership.count({ where: { userId, ...lastsAt(now) } })) > 0) return;
  await endLogins(tx, userId);
  await tx.user.updateMany({ where: { id: userId, phone: { not: null } }, data: { phone: null } });
  await tx.apiToken.updateMany({
    where: { userId, revokedAt: null },
    data: { revokedAt: toDate(now), generation: { increment: 1 } },
  });
}

/** Ends the logins of an account and voids the codes that were sent to it; its person signs in again. */
export async function endLogins(tx: Tx, userId: string): Promise<void> {
  await tx.session.deleteMany({ where: { userId } });
  await tx.signInCode.deleteMany({ where: { userId } });
}
