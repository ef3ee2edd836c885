import type { PrismaClient } from "#prisma/generated/client.ts";
import type { Actor, StaffRole } from "#lib/access/actor.ts";
import { instantOf, type Instant } from "#lib/time/instant.ts";
import type { Mode } from "#lib/schedule/permanence.ts";
import { setCounters } from "#tests/server/queue/counters.ts";

/** A Monday, seen from the Friday before (`APP_NOW` of these tests). */
export const NOW = "2026-11-20T10:00:00+01:00";
export const MONDAY = "2026-11-23";
export const WEEK_AFTER = "2026-11-30";

/** An hour ("09:30") of that Monday, or of another day of that winter, as ISO 8601. */
export const isoAt = (hour: string, day = MONDAY): string => `${day}T${hour}:00+01:00`;

/** The same as an instant. */
export const at = (hour: string, day = MONDAY): Instant => instantOf(isoAt(hour, day));

export type HalfDayOptions = {
  readonly day?: string;
  readonly lanes?: number;
  readonly windows?: readonly { readonly from: number; readonly to: number; readonly mode: Mode }[];
  readonly topicKeys?: readonly string[];
  readonly placePhone?: string | null;
  /** Percent that is booked online without a proven contact: all of it, where a test is about something else. */
  readonly onlineShare?: number;
};

const ALL_MORNING = [{ from: 0, to: 180, mode: "mixed" as const }];

/** A city, its town-hall annexe, three topics. Answers the ids. */
export async function neuhof(
  db: PrismaClient,
  { placePhone = "+33388000001", onlineShare = 100 }: HalfDayOptions = {},
) {
  const organisation = await db.organisation.create({
    data: {
      slug: `ville-${crypto.randomUUID()}`,
      name: "Ville",
      kind: "city",
      runsPermanences: true,
      phone: "+33388000000",
    },
  });
  const place = await db.place.create({
    data: {
      organisationId: organisation.id,
      slug: `neuhof-${crypto.randomUUID()}`,
      name: "Mairie de quartier du Neuhof",
      shortName: "Mairie du Neuhof",
      phone: placePhone,
      address: "1 rue de la Ganzau",
      city: "Strasbourg",
      postalCode: "67100",
      latitude: 48.5,
      longitude: 7.7,
      holidayRegion: "67",
      onlineShare,
    },
  });
  // Keys that no message has bring their own name, as an organisation's own topics do.
  await db.topic.createMany({
    skipDuplicates: true,
    data: [
      { key: "caf", rank: 0, minutes: 30, bring: ["rib"], texts: { fr: { name: "CAF" } } },
      { key: "impots", rank: 1, minutes: 45 },
      { key: "depannage", rank: 2, minutes: 30, bookable: false, texts: { fr: { name: "Dépannage" } } },
    ],
  });
  return { organisation: organisation.id, place: place.id };
}

/** A morning from 9 to 12 there; its id. */
export async function morningAt(
  db: PrismaClient,
  at: { organisation: string; place: string },
  { day = MONDAY, lanes = 1, windows = ALL_MORNING, topicKeys = [] }: HalfDayOptions = {},
): Promise<string> {
  const made = new Date("2026-11-01T00:00:00Z");
  const { id } = await db.permanence.create({
    data: {
      placeId: at.place,
      organisationId: at.organisation,
      timeZone: "Europe/Paris",
      localDate: new Date(`${day}T00:00:00Z`),
      startsAt: new Date(`${day}T09:00:00+01:00`),
      endsAt: new Date(`${day}T12:00:00+01:00`),
      desks: Math.max(1, lanes),
      bookableLanes: lanes,
      windows: [...windows],
      topicKeys: [...topicKeys],
      createdAt: made,
      updatedAt: made,
    },
  });
  return id;
}

/** Somebody of the team there, with an account. */
export async function staffAt(
  db: PrismaClient,
  { organisation }: { organisation: string },
  role: StaffRole = "reception",
): Promise<Actor & { readonly kind: "staff" }> {
  const { id } = await db.user.create({
    data: {
      email: `${role}-${crypto.randomUUID()}@demo.example`,
      memberships: { create: { organisationId: organisation, role } },
    },
  });
  return { kind: "staff", user: id, roles: [{ organisation, role, places: "all" }], by: "login" };
}

/** Another place that the same organisation runs; its ids. */
export async function hautepierre(db: PrismaClient, { organisation }: { organisation: string }) {
  const place = await db.place.create({
    data: {
      organisationId: organisation,
      slug: `hautepierre-${crypto.randomUUID()}`,
      name: "Mairie de quartier de Hautepierre",
      shortName: "Hautepierre",
      phone: "+33388000002",
      address: "1 place Érasme",
      city: "Strasbourg",
      postalCode: "67200",
      latitude: 48.6,
      longitude: 7.7,
      holidayRegion: "67",
      onlineShare: 100,
    },
  });
  return { organisation, place: place.id };
}

/**
 * What « Imprévu » does to the lanes of a half-day when desks are missing: they are allotted anew
 * (docs/booking.md#fewer-lanes).
 */
export async function allotAnew(permanence: string, bookableLanes: number): Promise<void> {
  const { allotLanes } = await import("#lib/booking/allot-lanes.ts");
  const { endExpiredHolds } = await import("#lib/server/booking/appointment-rows.ts");
  const { loadAppointments } = await import("#lib/server/booking/load-appointments.ts");
  const { saveLanes } = await import("#lib/server/booking/appointment-rows.ts");
  const { clock } = await import("#lib/server/clock.ts");
  const { transaction } = await import("#lib/server/db.ts");
  const { lockPermanence } = await import("#lib/server/queue/load-line.ts");
  await transaction(async (tx) => {
    await lockPermanence(tx, permanence);
    await endExpiredHolds(tx, { permanence, conseiller: undefined }, clock.now());
    await saveLanes(tx, allotLanes(await loadAppointments(tx, [permanence]), bookableLanes, clock.now()));
    await tx.permanence.update({ where: { id: permanence }, data: { bookableLanes }, select: { id: true } });
  }, "service");
}

/** A resident who has checked in for their appointment, with a visit in that state. */
export async function visitFor(
  db: PrismaClient,
  permanenceId: string,
  appointmentId: string,
  state: "waiting" | "called" | "serving" | "done" = "waiting",
): Promise<string> {
  const at = new Date(`${MONDAY}T09:05:00+01:00`);
  const number = (await db.visit.count({ where: { permanenceId } })) + 1;
  const desk =
    state === "waiting"
      ? {}
      : {
          desk: number,
          calledAt: at,
          ...(state !== "called" && { startedAt: at }),
          ...(state === "done" && { endedAt: at }),
        };
  const { id } = await db.visit.create({ data: { permanenceId, appointmentId, number, joinedAt: at, state, ...desk } });
  await db.permanence.update({ where: { id: permanenceId }, data: { numbers: "given" } });
  await setCounters(db, permanenceId, { nextNumber: number + 1, calls: state === "waiting" ? 0 : 1 });
  return id;
}

/** An appointment about CAF at 9:30 of that Monday, in the first lane, without a contact; its id. */
export async function bookedAtHalfPastNine(
  db: PrismaClient,
  { place, organisation }: { readonly place: string; readonly organisation: string },
  permanence: string,
  code: string,
): Promise<string> {
  const { id } = await db.appointment.create({
    data: {
      permanenceId: permanence,
      organisationId: organisation,
      placeId: place,
      startsAt: new Date(at("09:30")),
      endsAt: new Date(at("10:00")),
      lane: 1,
      bookedAt: new Date(instantOf(NOW)),
      createdAt: new Date(instantOf(NOW)),
      topicKeys: ["caf"],
      code,
    },
  });
  return id;
}
