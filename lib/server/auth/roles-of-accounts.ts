import { Prisma } from "#prisma/generated/client.ts";
import type { Role, StaffRole } from "#lib/access/actor.ts";
import { PLANNED_ROLES } from "#lib/access/roles.ts";
import type { Instant } from "#lib/time/instant.ts";
import { toDate } from "#lib/server/clock.ts";
import type { Queryable } from "#lib/server/db.ts";

type RoleRow = {
  readonly user: string;
  readonly organisation: string;
  readonly role: string;
  readonly places: readonly string[] | null;
};

/** SQL: whether the membership `m` holds at `now`. Before its beginning and from its end on, a role gives nothing. */
const holds = (now: Instant): Prisma.Sql =>
  Prisma.sql`((m.starts_at IS NULL OR m.starts_at <= ${toDate(now)}) AND (m.ends_at IS NULL OR m.ends_at > ${toDate(now)}))`;

/**
 * For queries of Prisma: that a role has not ended by `now`; of a conseiller and a service civique it may begin later.
 */
export const lastsAt = (now: Instant) => ({ OR: [{ endsAt: null }, { endsAt: { gt: toDate(now) } }] });

/** SQL: the places to which the membership `m` is narrowed. */
const places = Prisma.sql`
  SELECT p.place_id FROM membership_place AS p
  WHERE p.user_id = m.user_id AND p.organisation_id = m.organisation_id AND p.role = m.role`;

/** SQL: whether the role of the membership `m` holds at that place now; `place`: its id, or SQL of it. */
export const holdsAt = (place: string | Prisma.Sql, now: Instant): Prisma.Sql =>
  Prisma.sql`${holds(now)} AND (m.every_place OR ${place}::uuid IN (${places}))`;

/**
 * SQL: whether whoever has the assignment `a` at the half-day `p` has a role there with which they can be planned,
 * during all of that time.
 */
export const isStillOfTeam = Prisma.sql`EXISTS (
  SELECT FROM membership AS m
  WHERE m.user_id = a.conseiller_id AND m.organisation_id = p.organisation_id AND m.role = ANY (${[...PLANNED_ROLES]})
    AND (m.starts_at IS NULL OR m.starts_at <= a.starts_at) AND (m.ends_at IS NULL OR m.ends_at >= a.ends_at)
    AND (m.every_place OR p.place_id IN (${places})))`;

/** The present roles of accounts, by their ids, in one statement; none for an id without account. */
export async function rolesOfAccounts(
  tx: Queryable,
  accounts: readonly string[],
  now: Instant,
): Promise<(account: string) => readonly Role[]> {
  const rows = await tx.$queryRaw<readonly RoleRow[]>`
    SELECT m.user_id AS user, m.organisation_id AS organisation, m.role, CASE WHEN NOT m.every_place THEN ARRAY (${places}) END AS places
    FROM membership AS m WHERE m.user_id = ANY (${[...accounts]}::uuid[]) AND ${holds(now)}`;
  return (account) => rows.filter(({ user }) => user === account).map(roleOfRow);
}

/** A CHECK on membership.role keeps it to these values. */
const roleOfRow = ({ organisation, role, places }: RoleRow): Role => ({
  organisation,
  role: role as StaffRole,
  places: places ?? "all",
});
