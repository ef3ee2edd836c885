import type { Prisma } from "#prisma/generated/client.ts";
import type { StaffRole } from "#lib/access/actor.ts";
import { PLANNED_ROLES } from "#lib/access/roles.ts";
import { reaches, type Reach } from "#lib/access/where-may.ts";
import { learnsDuring, type Busy, type Candidate } from "#lib/schedule/assignment.ts";
import type { PersonToPlan as Person, Stop } from "#lib/schedule/who-is-free.ts";
import { instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import { spanOf, toDate } from "#lib/server/clock.ts";
import type { Tx } from "#lib/server/db.ts";

/**
 * Somebody of an organisation who may be planned. `roles`: those of them that are planned; `minutes`: for how long they
 * are planned during the span that was asked for, at half-days of this organisation; `learns`: during all of that span
 * they are a service civique; `stops`: where each half-day is held for which they are planned then, by its id.
 */
export type PersonToPlan = Person & {
  readonly name?: string;
  readonly roles: readonly StaffRole[];
  readonly minutes: number;
  readonly learns: boolean;
  readonly stops: ReadonlyMap<string, Stop>;
};

/** Where half-days are held, by their ids: those of the people, and these. */
export const stopsOf = (
  people: readonly PersonToPlan[],
  halfDays: readonly { readonly id: string; readonly stop: Stop }[],
): ReadonlyMap<string, Stop> =>
  new Map([...people.flatMap(({ stops }) => [...stops]), ...halfDays.map(({ id, stop }) => [id, stop] as const)]);

type Reads = Pick<Tx, "membership" | "user" | "assignment" | "absence">;

/** What is read of a role for `holdOf`. */
export const plannedRole = {
  userId: true,
  organisationId: true,
  role: true,
  everyPlace: true,
  startsAt: true,
  endsAt: true,
  places: { select: { placeId: true } },
} as const satisfies Prisma.MembershipSelect;

/** Where and when a role holds. */
export const holdOf = ({
  role,
  everyPlace,
  startsAt,
  endsAt,
  places,
}: Prisma.MembershipGetPayload<{ select: typeof plannedRole }>): Candidate["holds"][number] => ({
  places: everyPlace ? "all" : places.map(({ placeId }) => placeId),
  ...(startsAt && { from: instant(startsAt.getTime()) }),
  ...(endsAt && { until: instant(endsAt.getTime()) }),
  learns: role === "civic-service",
});

/**
 * Who of an organisation may be planned during a span, with what they are planned for and when they are away, by name;
 * one of them where `account` is given. Also people whose role begins or ends within it: `decideAssignment` looks at
 * each half-day. A constant number of statements.
 */
export async function readPeopleToPlan(
  tx: Reads,
  organisation: string,
  during: Interval,
  account?: string,
): Promise<readonly PersonToPlan[]> {
  const startsAt = toDate(during.start);
  const endsAt = toDate(during.end);
  // The roles first: asked for the people who have one, Postgres reads all accounts of the installation.
  const roles = await tx.membership.findMany({
    where: {
      ...(account !== undefined && { userId: account }),
      organisationId: organisation,
      role: { in: [...PLANNED_ROLES] },
      AND: [
        { OR: [{ endsAt: null }, { endsAt: { gt: startsAt } }] },
        { OR: [{ startsAt: null }, { startsAt: { lt: endsAt } }] },
      ],
    },
    select: plannedRole,
  });
  const people = await tx.user.findMany({
    where: { id: { in: roles.map(({ userId }) => userId) }, anonymisedAt: null },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    select: {
      id: true,
      name: true,
      languages: true,
      workingHours: {
        where: { organisationId: organisation },
        orderBy: [{ weekday: "asc" }, { startMinute: "asc" }],
      },
      skills: { where: { organisationId: organisation }, orderBy: { topicKey: "asc" } },
    },
  });
  const ids = people.map(({ id }) => id);
  const meeting = { conseillerId: { in: ids }, startsAt: { lt: endsAt }, endsAt: { gt: startsAt } };
  const assignments = await tx.assignment.findMany({
    where: { ...meeting, released: false },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    select: {
      conseillerId: true,
      permanenceId: true,
      startsAt: true,
      endsAt: true,
      permanence: {
        select: {
          organisationId: true,
          timeZone: true,
          place: { select: { id: true, name: true, latitude: true, longitude: true } },
        },
      },
    },
  });
  const absences = await tx.absence.findMany({
    where: meeting,
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    select: { conseillerId: true, startsAt: true, endsAt: true },
  });
  return people.map(({ id, name, languages, workingHours, skills }) => {
    const memberships = roles.filter(({ userId }) => userId === id);
    const theirs = assignments.filter(({ conseillerId }) => conseillerId === id);
    const holds = memberships.map(holdOf);
    return {
      account: id,
      ...(name !== null && name !== "" && { name }),
      languages,
      worksAt: workingHours.map(({ weekday, startMinute, endMinute }) => ({ weekday, startMinute, endMinute })),
      topicKeys: skills.map(({ topicKey }) => topicKey),
      roles: PLANNED_ROLES.filter((one) => memberships.some(({ role }) => role === one)),
      learns: learnsDuring({ holds }, during),
      holds,
      busy: theirs.map((row): Busy => {
        const isOwn = row.permanence.organisationId === organisation;
        const { place, timeZone } = row.permanence;
        return { permanence: row.permanenceId, ...(isOwn && { place: place.name }), span: spanOf(row), timeZone };
      }),
      stops: new Map(theirs.map(({ permanenceId, permanence }) => [permanenceId, stopOf(permanence.place)])),
      absences: absences.filter(({ conseillerId }) => conseillerId === id).map(spanOf),
      minutes: theirs
        .filter(({ permanence }) => permanence.organisationId === organisation)
        .reduce((sum, row) => sum + (row.endsAt.getTime() - row.startsAt.getTime()) / 60_000, 0),
    };
  });
}

/** Whether somebody may be planned at one of these places. */
export const isPlannedIn = (reach: Reach, { holds }: PersonToPlan): boolean =>
  reach.places === "all" ||
  holds.some(({ places }) => places === "all" || places.some((place) => reaches(reach, place)));

/** Where a place is. */
export const stopOf = ({ id, latitude, longitude }: Omit<Stop, "place"> & { readonly id: string }): Stop => ({
  place: id,
  latitude,
  longitude,
});
