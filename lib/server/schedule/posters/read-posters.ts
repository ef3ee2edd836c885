import type { Prisma } from "#prisma/generated/client.ts";
import { MOST_CLOSURES, SAID_BEFORE, posterSaid, type PosterContent, type PosterSaid } from "#lib/schedule/poster.ts";
import { accessAt, weeklyHours } from "#lib/schedule/weekly-hours.ts";
import { plusMinutes, type Instant } from "#lib/time/instant.ts";
import { localDateOf, plusDays } from "#lib/time/zone.ts";
import { toDate } from "#lib/server/clock.ts";
import type { Tx } from "#lib/server/db.ts";
import { columnOf } from "#lib/server/schedule/permanence-rows.ts";
import { toldOf } from "#lib/server/schedule/read-closures-told.ts";
import { seriesOfRow } from "#lib/server/schedule/series-of-row.ts";
import { contentHash } from "#lib/server/content-hash.ts";

const DAY = 24 * 60;

/**
 * The poster of a place as it would be printed now. `version` names what it says; a form holds the one that it showed.
 */
export type Poster = {
  readonly place: { readonly id: string; readonly slug: string; readonly name: string; readonly organisation: string };
  /** The day at the place, YYYY-MM-DD. */
  readonly today: string;
  readonly content: PosterContent;
  readonly said: PosterSaid;
  readonly version: string;
};

/**
 * The posters of these places, by name, as they would be printed now: hours of every organisation that is there,
 * closures of the place and of whose place it is. Three statements whatever the number of places.
 */
export async function readPosters(tx: Tx, where: Prisma.PlaceWhereInput, now: Instant): Promise<readonly Poster[]> {
  const places = await tx.place.findMany({
    where,
    orderBy: [{ name: "asc" }, { id: "asc" }],
    select: {
      id: true,
      slug: true,
      name: true,
      timeZone: true,
      phone: true,
      languages: true,
      doorGeneration: true,
      organisation: {
        select: {
          id: true,
          name: true,
          phone: true,
          settings: {
            select: { serviceName: true, writtenMail: true, writtenSms: true, logo: { select: { etag: true } } },
          },
        },
      },
    },
  });
  const owners = [...new Set(places.map(({ organisation }) => organisation.id))];
  const yesterday = columnOf(plusDays(localDateOf(now, "UTC"), -1));
  const [series, closures] = await Promise.all([
    tx.series.findMany({
      where: { place: where, OR: [{ untilDate: null }, { untilDate: { gte: yesterday } }] },
      orderBy: { id: "asc" },
    }),
    tx.closure.findMany({
      where: {
        liftedAt: null,
        startsAt: { lt: toDate(plusMinutes(now, SAID_BEFORE * DAY)) },
        endsAt: { gt: toDate(now) },
        OR: [{ place: where }, { placeId: null, organisationId: { in: owners } }],
      },
      orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    }),
  ]);
  const seriesAt = Map.groupBy(series, ({ placeId }) => placeId);
  const closuresOf = Map.groupBy(closures, ({ placeId, organisationId }) => placeId ?? organisationId);
  return places.map(({ organisation, timeZone, ...place }) => {
    const today = localDateOf(now, timeZone);
    const own = [...(closuresOf.get(place.id) ?? []), ...(closuresOf.get(organisation.id) ?? [])];
    const content: PosterContent = {
      names: {
        place: place.name,
        service: organisation.settings?.serviceName ?? organisation.name,
        ...(organisation.settings?.logo && { logo: organisation.settings.logo.etag }),
      },
      hours: weeklyHours(
        (seriesAt.get(place.id) ?? []).map(({ windows, ...row }) => ({
          ...seriesOfRow(row, timeZone),
          ...accessAt(row, windows as unknown as Parameters<typeof accessAt>[1]),
        })),
        today,
      ),
      closures: own
        .toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime() || (a.id < b.id ? -1 : 1))
        .slice(0, MOST_CLOSURES)
        .map((row) => toldOf(row, timeZone)),
      contact: contactOf(place.phone, organisation),
      languages: place.languages,
      door: place.doorGeneration,
    };
    const said = posterSaid(content, contentHash);
    const { id, slug, name } = place;
    return {
      place: { id, slug, name, organisation: organisation.id },
      today,
      content,
      said,
      version: contentHash(said),
    };
  });
}

type OrganisationContact = {
  readonly phone: string | null;
  readonly settings: { readonly writtenMail: string | null; readonly writtenSms: string | null } | null;
};

/** How a place is reached, by the telephone of its own and by its organisation. */
function contactOf(ownPhone: string | null, { phone, settings }: OrganisationContact): PosterContent["contact"] {
  const { writtenMail = null, writtenSms = null } = settings ?? {};
  return {
    ...(phone !== null && { phone }),
    ...(ownPhone !== null && ownPhone !== phone && { ownPhone }),
    ...(writtenMail !== null && { mail: writtenMail }),
    ...(writtenSms !== null && { sms: writtenSms }),
  };
}
