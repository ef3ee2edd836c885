import type { Prisma } from "#prisma/generated/client.ts";
import type { Actor, StaffRole } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import { isUuid } from "#lib/uuid.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { placesOfOrganisation } from "#lib/server/auth/places-of-organisation.ts";
import type { ListedInvitation, ListedPerson, NamedPlace, PersonWithTheirs } from "#lib/access/listed-people.ts";
import { lastsAt } from "#lib/server/auth/roles-of-accounts.ts";
import { isMailSetUp } from "#lib/server/auth/send-mail.ts";
import { mailIn, mailsOfInvitations } from "./invitation-mails.ts";
import { invitationAddress, invitationCode } from "./invitation-secret.ts";
import { mayGive } from "./role-wanted.ts";

type Staff = Actor & { readonly kind: "staff" };

/** Most people of an organisation that are listed. */
const MOST = 500;

const personColumns = (organisationId: string) => ({
  id: true,
  name: true,
  email: true,
  languages: true,
  memberships: {
    where: { organisationId },
    orderBy: { role: "asc" as const },
    select: {
      role: true,
      everyPlace: true,
      startsAt: true,
      endsAt: true,
      places: { select: { place: { select: { id: true, name: true } } } },
    },
  },
});

/**
 * Who has or had a role in an organisation, by name, and its open invitations, the newest first. What opens an
 * invitation is told where no mail is set up, and else of the one that is asked for, `aloud`: who reads it out hands
 * the access on. A constant number of queries.
 */
export async function readPeople(
  actor: Staff,
  organisation: string,
  aloud?: string,
): Promise<
  Result<{ readonly people: readonly ListedPerson[]; readonly invitations: readonly ListedInvitation[] }, "not-allowed">
> {
  if (!may(actor, { act: "manage-people", organisation })) return refuse("not-allowed");
  const now = clock.now();
  const [rows, invitations] = await Promise.all([
    db.user.findMany({
      where: { anonymisedAt: null, memberships: { some: { organisationId: organisation } } },
      orderBy: [{ name: "asc" }, { email: "asc" }],
      take: MOST,
      select: personColumns(organisation),
    }),
    db.invitation.findMany({
      where: { organisationId: organisation, acceptedAt: null, withdrawnAt: null },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: MOST,
      include: { places: { select: { place: { select: { id: true, name: true } } } } },
    }),
  ]);
  const mails = await mailsOfInvitations("invitation", invitations, now);
  return accept({
    people: rows.map((row) => personOf(actor, organisation, row, now)),
    invitations: invitations.map((row) => ({
      id: row.id,
      email: row.email,
      role: row.role as StaffRole,
      places: row.everyPlace ? "all" : row.places.map(({ place }) => place),
      expires: instant(row.expiresAt.getTime()),
      over: row.expiresAt <= toDate(now),
      ...mailIn(mails, row),
      ...(mayGive(actor, organisation, row.role as StaffRole) &&
        row.expiresAt > toDate(now) && {
          opens:
            isMailSetUp() && row.id !== aloud
              ? ("when-asked" as const)
              : { link: invitationAddress(row), code: invitationCode(row) },
        }),
    })),
  });
}

type PersonRow = Prisma.UserGetPayload<{ select: ReturnType<typeof personColumns> }>;

const personOf = (actor: Staff, organisation: string, row: PersonRow, now: Instant): ListedPerson => ({
  id: row.id,
  name: row.name ?? undefined,
  email: row.email,
  languages: row.languages,
  roles: row.memberships.map(({ role, everyPlace, startsAt, endsAt, places }) => ({
    role: role as StaffRole,
    places: everyPlace ? "all" : places.map(({ place }) => place),
    ...(startsAt && startsAt > toDate(now) && { starts: instant(startsAt.getTime()) }),
    ...(endsAt && { ends: instant(endsAt.getTime()) }),
    over: endsAt !== null && endsAt <= toDate(now),
    mayChange: mayGive(actor, organisation, role as StaffRole),
  })),
});

/** Most half-days and tokens of one person that are listed. */
const MOST_OF_ONE = 50;

/** Refused `not-found` for somebody who never had a role in this organisation. */
export async function readPerson(
  actor: Staff,
  organisation: string,
  account: string,
): Promise<Result<PersonWithTheirs, "not-allowed" | "not-found">> {
  if (!may(actor, { act: "manage-people", organisation })) return refuse("not-allowed");
  if (!isUuid(account)) return refuse("not-found");
  const now = clock.now();
  const planned = {
    organisationId: organisation,
    endsAt: { gt: toDate(now) },
    status: { in: ["scheduled", "open"] },
    assignments: { some: { conseillerId: account, released: false, endsAt: { gt: toDate(now) } } },
  };
  const [row, halfDays, dates, tokens, made] = await Promise.all([
    db.user.findFirst({
      where: { id: account, anonymisedAt: null, memberships: { some: { organisationId: organisation } } },
      select: { ...personColumns(organisation), secondFactor: { select: { confirmedAt: true } } },
    }),
    db.permanence.findMany({
      where: planned,
      orderBy: [{ startsAt: "asc" }, { id: "asc" }],
      take: MOST_OF_ONE,
      select: { id: true, startsAt: true, timeZone: true, place: { select: { name: true } } },
    }),
    db.permanence.count({ where: planned }),
    db.apiToken.findMany({
      where: {
        userId: account,
        revokedAt: null,
        expiresAt: { gt: toDate(now) },
        // A token acts by the roles of its account: without one here it does nothing here.
        user: { memberships: { some: { organisationId: organisation, ...lastsAt(now) } } },
      },
      orderBy: { id: "asc" },
      take: MOST_OF_ONE,
      select: { id: true, name: true },
    }),
    db.journalEntry.groupBy({
      by: ["act"],
      where: { organisationId: organisation, actor: `staff:${account}`, act: { in: ["device-made", "share-made"] } },
      _count: true,
    }),
  ]);
  if (!row) return refuse("not-found");
  const countOf = (act: string): number => made.find((one) => one.act === act)?._count ?? 0;
  return accept({
    ...personOf(actor, organisation, row, now),
    isReader: actor.user === account,
    mayGiveLink: !isMailSetUp() && may(actor, { act: "give-any-role", organisation }),
    ...(row.secondFactor && {
      factor: {
        since: instant(row.secondFactor.confirmedAt.getTime()),
        mayReset: actor.user !== account && may(actor, { act: "give-any-role", organisation }),
      },
    }),
    halfDays: halfDays.map(({ id, place, startsAt, timeZone }) => ({
      id,
      place: place.name,
      starts: instant(startsAt.getTime()),
      timeZone,
    })),
    dates,
    tokens,
    made: { devices: countOf("device-made"), shares: countOf("share-made") },
  });
}

/** The places that a role of this organisation can be narrowed to, by name; at most 500. */
export const placesToChoose = async (organisation: string): Promise<readonly NamedPlace[]> =>
  db.place.findMany({
    where: await placesOfOrganisation(db, organisation),
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: MOST,
    select: { id: true, name: true },
  });
