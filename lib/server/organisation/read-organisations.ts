import type { Actor } from "#lib/access/actor.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { instant } from "#lib/time/instant.ts";
import type { ListedOrganisation, ListedOrganisationInvitation } from "#lib/place/listed-organisations.ts";
import type { Becomes } from "#lib/access/invitation.ts";
import { mailIn, mailsOfInvitations } from "#lib/server/auth/people/invitation-mails.ts";
import { invitationAddress, invitationCode } from "#lib/server/auth/people/invitation-secret.ts";
import { lastsAt } from "#lib/server/auth/roles-of-accounts.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { runningAt } from "#lib/server/planning/series/plan-permanences.ts";
import { hostFor } from "./host.ts";

/** Most organisations and invitations that are listed. */
const MOST = 300;

/**
 * Every organisation and partner of the installation by name, the host first, and the open invitations, the newest
 * first, for whoever administers the installation. A constant number of queries.
 */
export async function readOrganisations(actor: Actor): Promise<
  Result<
    {
      readonly organisations: readonly ListedOrganisation[];
      readonly invitations: readonly ListedOrganisationInvitation[];
    },
    "not-allowed"
  >
> {
  const host = await hostFor(actor);
  if (!host) return refuse("not-allowed");
  const now = clock.now();
  const [rows, invitations] = await Promise.all([
    db.organisation.findMany({
      where: { OR: [{ runsPermanences: true }, { partner: true }] },
      orderBy: [{ hosts: "desc" }, { runsPermanences: "desc" }, { name: "asc" }, { id: "asc" }],
      take: MOST,
      select: {
        id: true,
        slug: true,
        name: true,
        runsPermanences: true,
        partner: true,
        hosts: true,
        phone: true,
        settings: { select: { serviceName: true, ownHost: true, writtenMail: true, writtenSms: true } },
        _count: { select: { places: true, sharesReceived: { where: { giverId: host.id, revokedAt: null } } } },
        series: { where: runningAt(now), select: { id: true }, take: 1 },
        memberships: { where: { ...lastsAt(now), user: { anonymisedAt: null } }, select: { userId: true }, take: 1 },
      },
    }),
    db.organisationInvitation.findMany({
      where: { inviterId: { not: null }, acceptedAt: null, withdrawnAt: null },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: MOST,
    }),
  ]);
  const mails = await mailsOfInvitations("organisation-invitation", invitations, now);
  return accept({
    organisations: rows.map(
      ({ slug, settings, phone, series, memberships, _count: { places, sharesReceived }, ...row }) => ({
        ...row,
        pages: `/chez/${slug}`,
        ownHost: settings?.ownHost ?? undefined,
        service: settings?.serviceName ?? row.name,
        places,
        missing: [
          ...(memberships.length === 0 ? (["account"] as const) : []),
          ...(row.runsPermanences && (phone ?? settings?.writtenMail ?? settings?.writtenSms ?? null) === null
            ? (["telephone"] as const)
            : []),
          ...(row.runsPermanences && places === 0 ? (["places"] as const) : []),
          ...(row.runsPermanences && places > 0 && series.length === 0 ? (["half-days"] as const) : []),
          ...(row.partner && !row.runsPermanences && sharesReceived === 0 ? (["share"] as const) : []),
        ],
      }),
    ),
    invitations: invitations.map((row) => ({
      id: row.id,
      becomes: row.becomes as Becomes,
      email: row.email ?? undefined,
      expires: instant(row.expiresAt?.getTime() ?? 0),
      ...mailIn(mails, row),
      opens:
        row.expiresAt !== null && row.expiresAt > toDate(now)
          ? {
              link: invitationAddress(row, "organisation-invitation"),
              code: invitationCode(row, "organisation-invitation"),
            }
          : undefined,
    })),
  });
}
