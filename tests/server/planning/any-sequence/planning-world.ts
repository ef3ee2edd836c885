import { randomUUID } from "node:crypto";
import type { StaffRole } from "#lib/access/actor.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import type { db as database } from "#lib/server/db.ts";
import { instantOf, type Instant } from "#lib/time/instant.ts";
import { isoInZone } from "#lib/time/zone.ts";
import { city } from "#tests/server/place/city.ts";
import type { HalfDayRow, Rows } from "./rows.ts";

/** A Monday at seven in Strasbourg, on which each sequence begins. */
export const NOW = "2027-03-01T07:00:00+01:00";
export const ZONE = "Europe/Paris";
/** The last day of every series: two weeks of half-days are enough, and a year of them would only take longer. */
export const LAST_DAY = "2027-03-10";

/** Somebody who booked, as the test itself remembers them. `hour`: the one that they have, or had last. */
export type Resident = {
  readonly name: string;
  readonly appointment: string;
  readonly secret: string;
  readonly hour: { readonly permanence: string; readonly start: Instant };
  /** They gave their hour up themselves. */
  readonly gaveUp: boolean;
  /** They know that they are not received: they said no to another hour after that was decided. */
  readonly knows: boolean;
};

type Colleague = { readonly account: string; readonly name: string };

/**
 * An organisation with two places and five people who can be planned, one of them a service civique, and another
 * organisation that holds a half-day at one of these places and for whom one of the five works too.
 */
export async function planningWorld(db: typeof database) {
  const here = await city(db);
  const guest = await city(db);
  const organisation = here.organisation.id;
  const places = [await here.place("Neuhof"), await here.place("Meinau", { latitude: 48.56 })];
  await db.topic.createMany({
    data: [
      { key: "impots", minutes: 30, rank: 1 },
      { key: "retraite", minutes: 45, rank: 2 },
    ].map((one) => ({ ...one, organisationId: organisation, bookable: true })),
  });
  const team: Colleague[] = [];
  const roles: readonly (readonly [string, StaffRole])[] = [
    ["Awa", "conseiller"],
    ["Bo", "conseiller"],
    ["Cem", "conseiller"],
    ["Dia", "civic-service"],
    ["Eli", "conseiller"],
  ];
  for (const [name, role] of roles) {
    const { id } = await db.user.create({ data: { email: `${randomUUID()}@exemple.fr`, name } });
    await db.membership.create({ data: { userId: id, organisationId: organisation, role } });
    team.push({ account: id, name });
  }
  const [, bo] = team;
  await db.membership.create({
    data: { userId: bo?.account ?? "", organisationId: guest.organisation.id, role: "conseiller" },
  });
  const { id: guests } = await guest.halfDay(places[1] ?? { id: "" }, instantOf("2027-03-08T10:30:00+01:00"), {
    desks: 1,
  });
  const coordinates = (of: string, user: string): StaffActor => ({
    kind: "staff",
    user,
    by: "login",
    roles: [{ organisation: of, role: "coordinator", places: "all" }],
  });
  const coordination = await db.user.create({ data: { email: `${randomUUID()}@exemple.fr`, name: "Coordination" } });
  return {
    organisation,
    organisations: [organisation, guest.organisation.id],
    places: places.map(({ id, name }) => ({ id, name })),
    team,
    guests,
    coordinator: coordinates(organisation, coordination.id),
    coordinatorOf: (half: HalfDayRow) => coordinates(half.organisation, coordination.id),
    /** Somebody of the team as they sign in themselves. */
    themselves: (account: string): StaffActor => ({
      kind: "staff",
      user: account,
      by: "login",
      roles: [{ organisation, role: "conseiller", places: "all" }],
    }),
    residents: new Map<string, Resident>(),
  };
}

export type World = Awaited<ReturnType<typeof planningWorld>>;

/** « 03-01 09:00 » on the clock of the place. */
export const hourOf = (moment: Instant): string => isoInZone(moment, ZONE).slice(5, 16).replace("T", " ");

/** « Neuhof 03-01 09:00–12:00 ». */
export function nameOf({ places }: World, { place, span }: HalfDayRow): string {
  const name = places.find(({ id }) => id === place)?.name ?? "?";
  return `${name} ${hourOf(span.start)}–${hourOf(span.end).slice(6)}`;
}

export const namedHalfDay = (world: World, rows: Rows, id: string): string => {
  const half = rows.halfDays.find((one) => one.id === id);
  return half ? nameOf(world, half) : "no half-day";
};

export const colleague = ({ team }: World, account: string): string =>
  team.find((one) => one.account === account)?.name ?? "somebody";
