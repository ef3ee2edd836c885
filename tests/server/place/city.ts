import { randomUUID } from "node:crypto";
import { slugOf } from "#lib/place/slug.ts";
import type { db as database } from "#lib/server/db.ts";
import type { Instant } from "#lib/time/instant.ts";
import { instant, plusMinutes } from "#lib/time/instant.ts";
import { localDateOf } from "#lib/time/zone.ts";

type Db = typeof database;
type HalfDayColumns = Partial<Parameters<Db["permanence"]["create"]>[0]["data"]>;

/** Creates an organisation of the kind `city`, with functions that add places and half-days to it. */
export async function city(db: Db, facts: { readonly phone?: string } = {}) {
  const { phone = null } = facts;
  const organisation = await db.organisation.create({
    data: { slug: `ville-${randomUUID()}`, name: "Ville", kind: "city", runsPermanences: true, phone },
  });

  const place = (name: string, change: object = {}) =>
    db.place.create({
      data: {
        organisationId: organisation.id,
        slug: `${slugOf(name)}-${randomUUID()}`,
        name,
        shortName: name,
        address: "1 rue",
        city: "Strasbourg",
        postalCode: "67100",
        latitude: 48.5,
        longitude: 7.7,
        holidayRegion: "67",
        ...change,
      },
    });

  /** Adds a half-day of three hours from that moment. */
  const halfDay = (at: { readonly id: string }, start: Instant, change: HalfDayColumns = {}) =>
    db.permanence.create({
      data: {
        placeId: at.id,
        organisationId: organisation.id,
        timeZone: "Europe/Paris",
        localDate: new Date(localDateOf(start, "Europe/Paris")),
        startsAt: new Date(start),
        endsAt: new Date(plusMinutes(start, 180)),
        desks: 1,
        bookableLanes: 0,
        windows: [{ from: 0, to: 180, mode: "walk-in" }],
        createdAt: new Date(instant(0)),
        updatedAt: new Date(instant(0)),
        ...change,
      } as Parameters<Db["permanence"]["create"]>[0]["data"],
    });

  return { organisation, place, halfDay };
}
