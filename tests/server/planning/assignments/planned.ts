import { randomUUID } from "node:crypto";
import type { StaffRole } from "#lib/access/actor.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import type { db as database } from "#lib/server/db.ts";
import { instantOf, type Instant } from "#lib/time/instant.ts";
import { city } from "#tests/server/place/city.ts";

/** A moment of Monday the 1st of March 2027 in Strasbourg, at which these tests stand at 8. */
export const monday = (hour: string): Instant => instantOf(`2027-03-01T${hour}:00+01:00`);

/** A moment of that winter, as « 03-08 09:00 ». */
export const on = (day: string): Instant => instantOf(`2027-${day.replace(" ", "T")}:00+01:00`);

/** An organisation with a place, a half-day of two desks on Monday from 9 to 12, a coordinator, and people. */
export async function planned(db: typeof database) {
  const here = await city(db);
  const neuhof = await here.place("Neuhof");
  const meinau = await here.place("Meinau");
  const organisation = here.organisation.id;
  const halfDay = (await here.halfDay(neuhof, monday("09:00"), { desks: 2 })).id;
  const coordinator: StaffActor = {
    kind: "staff",
    user: (await db.user.create({ data: { email: `${randomUUID()}@exemple.fr`, name: "Coordination" } })).id,
    by: "login",
    roles: [{ organisation, role: "coordinator", places: "all" }],
  };
  /** Somebody with that role; `places`: where alone it holds. */
  const person = async (
    name: string,
    role: StaffRole = "conseiller",
    facts: { readonly endsAt?: Date; readonly places?: readonly string[] } = {},
  ): Promise<string> => {
    const { id } = await db.user.create({ data: { email: `${randomUUID()}@exemple.fr`, name } });
    const { endsAt = null, places } = facts;
    await db.membership.create({
      data: { userId: id, organisationId: organisation, role, endsAt, everyPlace: places === undefined },
    });
    for (const placeId of places ?? [])
      await db.membershipPlace.create({ data: { userId: id, organisationId: organisation, role, placeId } });
    return id;
  };
  /** Somebody is away during that time. */
  const away = (conseillerId: string, from: Instant, to: Instant) =>
    db.absence.create({
      data: { conseillerId, organisationId: organisation, startsAt: new Date(from), endsAt: new Date(to) },
    });
  /** Who is planned at a half-day, as « A. B., table 1, 9–12 » of its names and hours. */
  const standing = async (permanenceId: string = halfDay): Promise<readonly string[]> =>
    (
      await db.assignment.findMany({
        where: { permanenceId, released: false },
        orderBy: [{ desk: "asc" }, { startsAt: "asc" }],
        include: { conseiller: { select: { name: true } } },
      })
    ).map(({ desk, conseiller, startsAt, endsAt }) => {
      const [from, to] = [startsAt, endsAt].map((at) => new Date(at.getTime() + 3_600_000).toISOString().slice(11, 16));
      return `${conseiller.name} ${desk} ${from}–${to}`;
    });
  /** The acts of planning that the journal notes, the oldest first. */
  const journal = async (): Promise<readonly string[]> =>
    (await db.journalEntry.findMany({ where: { organisationId: organisation }, orderBy: { id: "asc" } })).map(
      ({ act }) => act,
    );
  return {
    ...here,
    organisation: here.organisation,
    neuhof,
    meinau,
    permanence: halfDay,
    coordinator,
    person,
    away,
    standing,
    journal,
  };
}
