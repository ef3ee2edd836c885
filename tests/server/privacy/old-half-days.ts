import { randomUUID } from "node:crypto";
import type { PrismaClient } from "#prisma/generated/client.ts";
import { addContact, nameVisit } from "#tests/support/identities.ts";

/** Adds an organisation and its place, with half-days at any time, for tests of the erasure after they are over. */
export async function oldHalfDays(db: PrismaClient, timeZone = "Europe/Paris") {
  const organisation = await db.organisation.create({
    data: { slug: `ville-${randomUUID()}`, name: "Ville", kind: "city", runsPermanences: true },
  });
  const place = await db.place.create({
    data: {
      organisationId: organisation.id,
      slug: `maison-${randomUUID()}`,
      name: "Maison",
      shortName: "Maison",
      address: "1 rue",
      city: "Strasbourg",
      postalCode: "67100",
      latitude: 48.5,
      longitude: 7.7,
      holidayRegion: "67",
      timeZone,
    },
  });
  const made = new Date("2026-11-01T00:00:00Z");

  const halfDay = async (
    from: string,
    to: string,
    given: { readonly message?: string; readonly cancelReason?: string } = {},
  ): Promise<string> => {
    const { id } = await db.permanence.create({
      data: {
        placeId: place.id,
        organisationId: organisation.id,
        timeZone,
        localDate: new Date(`${from.slice(0, 10)}T00:00:00Z`),
        startsAt: new Date(from),
        endsAt: new Date(to),
        desks: 3,
        bookableLanes: 3,
        windows: [],
        createdAt: made,
        updatedAt: made,
        ...given,
        ...(given.cancelReason && { status: "cancelled" }),
      },
      select: { id: true },
    });
    return id;
  };

  let number = 0;
  const visit = async (
    permanenceId: string,
    given: { readonly name?: string; readonly phone?: string } = {},
  ): Promise<string> => {
    const row = {
      permanenceId,
      number: (number += 1),
      joinedAt: new Date("2026-11-23T08:05:00Z"),
      topicKey: "caf",
      language: "ar",
    };
    const { id } = await db.visit.create({ data: row, select: { id: true } });
    if (given.name !== undefined || given.phone !== undefined) await nameVisit(db, id, given);
    return id;
  };

  const appointment = async (
    permanenceId: string,
    startsAt: string,
    given: object = {},
    contact?: Parameters<typeof addContact>[2],
  ): Promise<string> => {
    const start = new Date(startsAt);
    const row = {
      permanenceId,
      organisationId: organisation.id,
      placeId: place.id,
      startsAt: start,
      endsAt: new Date(start.getTime() + 30 * 60_000),
      bookedAt: made,
      createdAt: made,
      topicKeys: ["caf"],
      lane: 1,
      ...given,
    };
    const { id } = await db.appointment.create({ data: row, select: { id: true } });
    if (contact) await addContact(db, id, contact);
    return id;
  };

  return { organisation: organisation.id, place: place.id, halfDay, visit, appointment };
}
