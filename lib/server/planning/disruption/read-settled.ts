import type { StaffAnswer } from "#lib/message/told-half-day.ts";
import { waitsForMorning } from "#lib/message/sending-times.ts";
import { aboutOfStaff, messagesOfChanges } from "#lib/message/staff-changes.ts";
import { changedHalfDays, keyOfStaff } from "#lib/server/message/staff/changed-half-days.ts";
import { channelsSetUp } from "#lib/server/message/channels-set-up.ts";
import { Prisma } from "#prisma/generated/client.ts";
import type { Actor } from "#lib/access/actor.ts";
import { whereMay, type Reach } from "#lib/access/where-may.ts";
import type { DoorContact, NamedHalfDay } from "#lib/booking/disruption.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import type { PosterToHang } from "#lib/schedule/poster.ts";
import { overlaps } from "#lib/time/interval.ts";
import { instantAt, plusDays } from "#lib/time/zone.ts";
import { isUuid } from "#lib/uuid.ts";
import { clock, spanOf, toDate } from "#lib/server/clock.ts";
import { db, transaction, type Tx } from "#lib/server/db.ts";
import { dateOfColumn, startsOn } from "#lib/server/schedule/permanence-rows.ts";
import { postersOutOfDate } from "#lib/server/schedule/posters/posters-out-of-date.ts";
import { contactsAtDoors } from "./doors-to-tell.ts";
import type { PlannedThere } from "./settle-disruption.ts";
import { zoneOfOrganisation } from "#lib/server/schedule/zone-of-organisation.ts";
import { readPeopleToTellOf, type PeopleToTellOf } from "#lib/server/booking/to-tell/read-people-to-tell.ts";

/**
 * A half-day after a disruption. `notHeld`: it is cancelled or kept by a closure, so its door needs a notice; `slug`:
 * of its place.
 */
export type HalfDayAfter = NamedHalfDay & { readonly slug: string; readonly notHeld: boolean };

/**
 * The notice for the door of a place at which something is not held. `from`: the first of these days (YYYY-MM-DD);
 * `contacts`: whom a mail tells, and whom somebody calls.
 */
type DoorAfter = {
  readonly place: string;
  readonly slug: string;
  readonly from: string;
  readonly contacts: readonly DoorContact[];
};

/** The next day of the same absences on which something is to be settled, and how many half-days. */
type NextDay = { readonly day: string; readonly halfDays: number };

/**
 * What is left to do after a disruption: whom to tell, also in the team, which doors need a notice, which posters say
 * something wrong, and which day comes next.
 */
export type AfterDisruption = {
  readonly next?: NextDay;
  readonly halfDays: readonly HalfDayAfter[];
  readonly toTell: PeopleToTellOf;
  readonly doors: readonly DoorAfter[];
  readonly team: readonly ColleagueToTell[];
  /** Whether a mail tells them by itself. */
  readonly teamByMail: boolean;
  readonly posters: readonly PosterToHang[];
};

/**
 * A colleague who may not know yet: that they are planned at a half-day, or are no longer since it is cancelled.
 * `answer`: to the mail that said so; "none" while they have not answered it, and somebody calls them. `leaves`: when
 * that mail leaves, as long as it has not. `phone`: what they gave to be called by.
 */
type ColleagueToTell = NamedHalfDay & {
  readonly name?: string;
  readonly comes: boolean;
  readonly answer: StaffAnswer | "none";
  readonly leaves?: "soon" | "morning";
  readonly phone?: string;
};

/** Most half-days of one list. */
const MOST = 100;

/** Days after the settled one in which the next is looked for. */
const AHEAD = 31;

/**
 * Reads it for these half-days of an organisation, as they stand now. `planned`: who was planned where by it; `day`:
 * the one that was settled, else that of the first half-day. Refused: `not-allowed` for somebody who plans none of
 * them.
 */
export async function readAfterDisruption(
  actor: Actor,
  organisation: string,
  ids: readonly string[],
  planned: readonly PlannedThere[] = [],
  day?: string,
): Promise<Result<AfterDisruption, "not-allowed">> {
  const reach =
    actor.kind === "staff"
      ? whereMay(actor, "plan-half-days").find((one) => one.organisation === organisation)
      : undefined;
  if (!reach) return refuse("not-allowed");
  const known = planned.filter(({ permanence, account }) => isUuid(permanence) && isUuid(account)).slice(0, MOST);
  const settled = ids.filter(isUuid).slice(0, MOST);
  const read = await db.permanence.findMany({
    where: {
      id: { in: [...settled, ...known.map(({ permanence }) => permanence)] },
      organisationId: organisation,
      ...(reach.places !== "all" && { placeId: { in: [...reach.places] } }),
    },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    select: {
      id: true,
      localDate: true,
      startsAt: true,
      endsAt: true,
      timeZone: true,
      status: true,
      closureId: true,
      place: { select: { id: true, name: true, slug: true } },
    },
  });
  const rows = read.filter(({ id }) => settled.includes(id));
  const toTell = await readPeopleToTellOf(
    actor,
    rows.map(({ id }) => id),
  );
  if (!toTell.ok) return refuse("not-allowed");
  const places = new Set(rows.map(({ place }) => place.id));
  const posters = await transaction((tx: Tx) => postersOutOfDate(tx, reach, clock.now()), actor);
  const dayOf = day ?? (rows[0] && dateOfColumn(rows[0].localDate));
  const next = dayOf === undefined ? undefined : await nextToSettle(reach, dayOf);
  return accept({
    ...(next && { next }),
    halfDays: rows.map((row) => ({
      ...namedOf(row),
      slug: row.place.slug,
      notHeld: isNotHeld(row),
    })),
    toTell: toTell.value,
    doors: await readDoors(rows.filter(isNotHeld)),
    team: await readTeam(organisation, read, known),
    teamByMail: channelsSetUp().mail,
    // One that nobody ever said hangs is no news of this day.
    posters: posters.filter(({ place, parts }) => places.has(place.id) && parts.length > 0),
  });
}

type HalfDayRow = {
  readonly id: string;
  readonly localDate: Date;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly timeZone: string;
  readonly status: string;
  readonly place: { readonly name: string };
};

/** One that is shut is not held, unless the team has opened it all the same. */
const isNotHeld = ({ status, closureId }: { readonly status: string; readonly closureId: string | null }): boolean =>
  status === "cancelled" || (closureId !== null && status === "scheduled");

/** The doors of these half-days, which are not held, in the order of their days. */
async function readDoors(
  rows: readonly (HalfDayRow & { readonly place: { readonly id: string; readonly slug: string } })[],
): Promise<readonly DoorAfter[]> {
  const contacts = await contactsAtDoors(db, { changed: rows.map(({ id }) => id) }, clock.now());
  return [...Map.groupBy(rows, ({ place }) => place.id).values()].flatMap(([first]) =>
    first
      ? [
          {
            place: first.place.name,
            slug: first.place.slug,
            from: dateOfColumn(first.localDate),
            contacts: contacts
              .filter(({ place }) => place === first.place.id)
              .map(({ place: _, organisation: __, ...contact }) => contact),
          },
        ]
      : [],
  );
}

const namedOf = (row: HalfDayRow): NamedHalfDay => ({
  permanence: row.id,
  place: row.place.name,
  localDate: dateOfColumn(row.localDate),
  span: spanOf(row),
  timeZone: row.timeZone,
});

/**
 * Who of the team is to be told, by half-day: those who were planned by it and still are, and those of a half-day that
 * is cancelled. Whoever is absent then knows. At most four statements.
 */
async function readTeam(
  organisation: string,
  halfDays: readonly HalfDayRow[],
  planned: readonly PlannedThere[],
): Promise<readonly ColleagueToTell[]> {
  const seats = await db.assignment.findMany({
    where: { permanenceId: { in: halfDays.map(({ id }) => id) } },
    orderBy: [{ desk: "asc" }, { startsAt: "asc" }],
    select: {
      permanenceId: true,
      conseillerId: true,
      released: true,
      startsAt: true,
      endsAt: true,
      conseiller: { select: { name: true, phone: true, anonymisedAt: true } },
    },
  });
  const absences = await db.absence.findMany({
    where: { conseillerId: { in: seats.map(({ conseillerId }) => conseillerId) } },
    select: { conseillerId: true, startsAt: true, endsAt: true },
  });
  const answers = await db.staffTold.findMany({
    where: { permanenceId: { in: halfDays.map(({ id }) => id) }, answer: { not: null }, changed: false },
    select: { permanenceId: true, accountId: true, answer: true },
  });
  const answerOf = ({ permanenceId, conseillerId }: (typeof seats)[number]): StaffAnswer | "none" => {
    const told = answers.find((one) => one.permanenceId === permanenceId && one.accountId === conseillerId);
    if (told?.answer === "seen" || told?.answer === "cannot") return told.answer;
    return "none";
  };
  const leaves = await mailsToLeave(
    organisation,
    seats.map(({ conseillerId }) => conseillerId),
    halfDays[0]?.timeZone ?? "UTC",
  );
  return halfDays.flatMap((row) =>
    seats
      .filter(({ permanenceId }) => permanenceId === row.id)
      .filter((seat) =>
        row.status === "cancelled"
          ? seat.released && !isAway(seat)
          : planned.some(({ permanence, account }) => permanence === row.id && account === seat.conseillerId),
      )
      .map((seat) => ({
        ...namedOf(row),
        ...(!seat.conseiller.anonymisedAt && seat.conseiller.name !== null && { name: seat.conseiller.name }),
        comes: row.status !== "cancelled",
        answer: answerOf(seat),
        ...leaves(seat.conseillerId, row.id),
        ...(seat.conseiller.phone !== null && { phone: seat.conseiller.phone }),
      })),
  );

  function isAway({ conseillerId, ...seat }: (typeof seats)[number]): boolean {
    return absences.some((one) => one.conseillerId === conseillerId && overlaps(spanOf(one), spanOf(seat)));
  }
}

/**
 * When the mail leaves that tells an account what changed of a half-day; nothing once it has left, and where there is
 * none. One statement.
 */
async function mailsToLeave(
  organisation: string,
  accounts: readonly string[],
  zone: string,
): Promise<(account: string, permanence: string) => Pick<ColleagueToTell, "leaves">> {
  const now = clock.now();
  const of = [...new Set(accounts)].map((account) => ({ account, organisation }));
  const changes = channelsSetUp().mail ? await changedHalfDays(db, of, now) : new Map<string, never>();
  return (account, permanence) => {
    const mails = messagesOfChanges(changes.get(keyOfStaff({ account, organisation })) ?? []);
    const mail = mails.find(({ tells }) => tells.some((one) => one.permanence === permanence));
    if (!mail) return {};
    const waits = waitsForMorning({ now, about: aboutOfStaff(mail.what, now).about, zone });
    return { leaves: waits ? "morning" : "soon" };
  };
}

/**
 * The first day after a settled one with half-days at which somebody is planned who is away by an absence that reaches
 * the settled day. What a closure shuts is settled with it, or waits for the day on which somebody decides. One query.
 */
async function nextToSettle(reach: Reach, settled: string): Promise<NextDay | undefined> {
  const timeZone = await zoneOfOrganisation(db, reach.organisation);
  const from = toDate(instantAt(settled, 0, timeZone));
  const until = toDate(instantAt(plusDays(settled, 1), 0, timeZone));
  const { first, end } = startsOn(plusDays(settled, 1), plusDays(settled, AHEAD + 1));
  const there = reach.places === "all" ? Prisma.empty : Prisma.sql`AND p.place_id = ANY (${[...reach.places]}::uuid[])`;
  const rows = await db.$queryRaw<NextDay[]>`
    SELECT p.local_date::text AS day, count(*)::int AS "halfDays" FROM permanence p
    WHERE p.organisation_id = ${reach.organisation}::uuid ${there} AND p.status IN ('scheduled', 'open')
      AND p.starts_at >= ${first} AND p.starts_at < ${end} AND p.local_date > ${settled}::date AND p.local_date <= ${plusDays(settled, AHEAD)}::date
      AND EXISTS (
        SELECT FROM assignment a JOIN absence o ON o.conseiller_id = a.conseiller_id AND o.starts_at < a.ends_at AND a.starts_at < o.ends_at
        WHERE a.permanence_id = p.id AND NOT a.released AND o.starts_at < ${until} AND o.ends_at > ${from})
    GROUP BY p.local_date ORDER BY p.local_date LIMIT 1`;
  return rows[0];
}
