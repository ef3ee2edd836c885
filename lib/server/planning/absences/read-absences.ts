import type { Actor } from "#lib/access/actor.ts";
import { reachIn, reaches } from "#lib/access/where-may.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { spanOfDays, type AbsenceEffect, type AbsencesOfPerson } from "#lib/schedule/absence.ts";
import type { TeamWeek } from "#lib/schedule/team-week.ts";
import { instantAt, localDateOf, mondayOf, plusDays } from "#lib/time/zone.ts";

import { isUuid } from "#lib/uuid.ts";
import { lastsAt } from "#lib/server/auth/roles-of-accounts.ts";
import { clock, spanOf, toDate } from "#lib/server/clock.ts";
import { db, transaction } from "#lib/server/db.ts";
import { readOwnAbsences } from "#lib/server/schedule/own-absences.ts";
import { isPlannedIn, readPeopleToPlan } from "#lib/server/planning/assignments/read-free-people.ts";
import { zoneOfOrganisation } from "#lib/server/schedule/zone-of-organisation.ts";
import { absenceEffect } from "./absence-effect.ts";
import { reachOfAbsence, type WhoseAbsence } from "./whose-absence.ts";

/** Most absences and coordinators of one person or organisation that are listed. */
const MOST = 50;

/**
 * The absences of somebody that are not over, whoever entered them, and whom to call. Refused to whoever may not note
 * them.
 */
export async function readAbsences(
  actor: Actor,
  whose: WhoseAbsence,
): Promise<Result<AbsencesOfPerson, "not-found" | "not-allowed">> {
  const { organisation, account } = whose;
  if (!isUuid(organisation) || !isUuid(account)) return refuse("not-found");
  const now = clock.now();
  if (!(await reachOfAbsence(db, actor, whose, now))) return refuse("not-allowed");
  const timeZone = await zoneOfOrganisation(db, organisation);
  const today = localDateOf(now, timeZone);
  const day = { start: instantAt(today, 0, timeZone), end: instantAt(plusDays(today, 1), 0, timeZone) };
  const [people, rows, toCall] = await Promise.all([
    readPeopleToPlan(db, organisation, day, account),
    db.absence.findMany({
      where: { conseillerId: account, endsAt: { gt: toDate(now) } },
      orderBy: [{ startsAt: "asc" }, { id: "asc" }],
      take: MOST,
    }),
    db.organisation.findUnique({
      where: { id: organisation },
      select: {
        phone: true,
        phoneHours: true,
        memberships: {
          where: { role: "coordinator", ...lastsAt(now), user: { anonymisedAt: null, id: { not: account } } },
          orderBy: { user: { name: "asc" } },
          take: MOST,
          select: { user: { select: { name: true } } },
        },
      },
    }),
  ]);
  const [person] = people;
  if (!person || !toCall) return refuse("not-found");
  return accept({
    account,
    ...(person.name !== undefined && { name: person.name }),
    timeZone,
    today,
    morningOver: spanOfDays({ from: today, until: today, part: "morning" }, timeZone).end <= now,
    absences: rows.map((row) => {
      const span = spanOf(row);
      return { id: row.id, span, begun: span.start <= now, own: row.organisationId === organisation };
    }),
    ...(toCall.phone !== null && toCall.phone !== "" && { phone: toCall.phone }),
    ...(toCall.phoneHours !== null && toCall.phoneHours !== "" && { phoneHours: toCall.phoneHours }),
    coordinators: toCall.memberships.flatMap(({ user: { name } }) => (name === null || name === "" ? [] : [name])),
  });
}

/** Days: how far ahead a page says what the absences touch that are noted. */
const SHOWN_AHEAD = 28;

/**
 * What the absences of somebody that are noted touch in the next four weeks, as their preview said it, as it is now.
 * Refused to whoever may not note them. A constant number of statements.
 */
export async function readWhatAbsencesTouch(
  actor: Actor,
  whose: WhoseAbsence,
): Promise<Result<Pick<AbsenceEffect, "halfDays" | "otherPlaces" | "elsewhere">, "not-found" | "not-allowed">> {
  const { organisation, account } = whose;
  if (!isUuid(organisation) || !isUuid(account)) return refuse("not-found");
  return transaction(async (tx) => {
    const now = clock.now();
    const reach = await reachOfAbsence(tx, actor, whose, now);
    if (!reach) return refuse("not-allowed");
    const timeZone = await zoneOfOrganisation(tx, organisation);
    const during = { start: now, end: instantAt(plusDays(localDateOf(now, timeZone), SHOWN_AHEAD), 0, timeZone) };
    const spans = await readOwnAbsences(tx, account, during);
    if (spans.length === 0) return accept({ halfDays: [], otherPlaces: 0, elsewhere: 0 });
    return accept(await absenceEffect(tx, { reach, account, timeZone, during, now }, spans));
  }, actor);
}

/**
 * The people of an organisation in a week, by name: what they are planned for, when they are away and for how long they
 * are planned by this organisation. `from`: a Monday, that of today without one. Whoever plans at some places reads of
 * the people who may be planned there, and where they are at these places. Refused to whoever plans nowhere. A constant
 * number of statements.
 */
export async function readTeamWeek(
  actor: Actor,
  { organisation, from }: { readonly organisation: string; readonly from?: string },
): Promise<Result<TeamWeek, "not-allowed">> {
  const reach = reachIn(actor, "plan-half-days", organisation);
  if (!reach) return refuse("not-allowed");
  const timeZone = await zoneOfOrganisation(db, organisation);
  const now = clock.now();
  const today = localDateOf(now, timeZone);
  const monday = from ?? mondayOf(today);
  const during = { start: instantAt(monday, 0, timeZone), end: instantAt(plusDays(monday, 7), 0, timeZone) };
  const people = (await readPeopleToPlan(db, organisation, during)).filter((person) => isPlannedIn(reach, person));
  return accept({
    timeZone,
    today,
    monday,
    people: people.map(({ account, name, languages, roles, minutes, busy, absences, stops }) => ({
      account,
      ...(name !== undefined && { name }),
      languages,
      roles,
      minutes,
      halfDays: busy.filter(({ place }) => place !== undefined).length,
      next: busy
        .filter(({ span }) => span.end > now)
        .map(({ place, ...one }) => {
          const at = stops.get(one.permanence)?.place;
          return { ...one, ...(place !== undefined && at !== undefined && reaches(reach, at) && { place }) };
        }),
      absences: absences.filter(({ end }) => end > now),
    })),
  });
}
