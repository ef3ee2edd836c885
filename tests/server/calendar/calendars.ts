import type { PrismaClient } from "#prisma/generated/client.ts";

export type Giver = { readonly organisation: string; readonly place: string; readonly otherPlace: string };

/** A city with two places. */
export async function giver(db: PrismaClient): Promise<Giver> {
  const slug = `ville-${crypto.randomUUID()}`;
  const { id: organisation } = await db.organisation.create({
    data: { slug, name: "Ville de Strasbourg", kind: "city", runsPermanences: true },
  });
  const place = await placeOf(db, organisation, "Neuhof");
  const otherPlace = await placeOf(db, organisation, "Hautepierre");
  return { organisation, place, otherPlace };
}

const placeOf = async (db: PrismaClient, organisationId: string, shortName: string): Promise<string> => {
  const { id } = await db.place.create({
    data: {
      organisationId,
      slug: `p-${crypto.randomUUID()}`,
      shortName,
      name: `Mairie de quartier ; ${shortName}, annexe`,
      address: "13, rue de l’Indre",
      city: "Strasbourg",
      postalCode: "67100",
      latitude: 48.5,
      longitude: 7.7,
      holidayRegion: "67",
      onlineShare: 100,
    },
  });
  return id;
};

export type HalfDayOptions = {
  readonly day: string;
  readonly from?: string;
  readonly to?: string;
  readonly place?: string;
  readonly windows?: object[];
  readonly lanes?: number;
  readonly desks?: number;
  readonly status?: string;
  readonly cancelReason?: string;
  readonly offset?: string;
};

/**
 * A half-day at the giver's first place, hours on the clock in Paris; `offset` is +01:00 in winter, +02:00 in summer.
 */
export async function halfDay(
  db: PrismaClient,
  given: Giver,
  {
    day,
    from = "09:00",
    to = "12:00",
    place = given.place,
    windows = [{ from: 0, to: 180, mode: "walk-in" }],
    lanes = 0,
    desks = 2,
    status = "scheduled",
    cancelReason,
    offset = "+01:00",
  }: HalfDayOptions,
): Promise<string> {
  const made = new Date(`${day}T06:00:00Z`);
  made.setUTCDate(made.getUTCDate() - 90);
  const { id } = await db.permanence.create({
    data: {
      placeId: place,
      organisationId: given.organisation,
      timeZone: "Europe/Paris",
      localDate: new Date(`${day}T00:00:00Z`),
      startsAt: new Date(`${day}T${from}:00${offset}`),
      endsAt: new Date(`${day}T${to}:00${offset}`),
      desks,
      bookableLanes: lanes,
      windows,
      status,
      ...(cancelReason && { cancelReason }),
      createdAt: made,
      updatedAt: made,
      ...(status === "open" && { openedAt: new Date(`${day}T${from}:00${offset}`) }),
    },
  });
  return id;
}

/** A share of the giver with another organisation; its id. */
export async function share(
  db: PrismaClient,
  given: Giver,
  { level = "with-load", name = "Permanences du sud", places = "every" as "every" | readonly string[] } = {},
): Promise<string> {
  const receiver = await db.organisation.create({
    data: { slug: `caf-${crypto.randomUUID()}`, name: "CAF du Bas-Rhin", kind: "caf", partner: true },
  });
  const { id } = await db.calendarShare.create({
    data: {
      giverId: given.organisation,
      receiverId: receiver.id,
      name,
      level,
      everyPlace: places === "every",
      ...(places !== "every" && { places: { create: places.map((placeId) => ({ placeId })) } }),
      createdAt: new Date("2026-09-01T08:00:00Z"),
    },
  });
  return id;
}
