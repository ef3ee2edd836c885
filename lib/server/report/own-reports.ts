import type { Prisma } from "#prisma/generated/client.ts";
import { may } from "#lib/access/may.ts";
import { reachIn, whereMay } from "#lib/access/where-may.ts";
import { reportsToDo, type ActivityReport, type ReportedPlace, type ReportToDo } from "#lib/report/activity-report.ts";
import { firstDayToWrite } from "#lib/report/report-deadline.ts";
import type { ActivityPlace, WorkshopLevel } from "#lib/report/national-form.ts";
import type { ReportFacts } from "#lib/queue/acts/report.ts";
import { instant, plusMinutes } from "#lib/time/instant.ts";
import { localDateOf, plusDays } from "#lib/time/zone.ts";
import { isUuid } from "#lib/uuid.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { communeOfCode } from "#lib/server/place/read-communes.ts";
import { columnOf, dateOfColumn, startsOn } from "#lib/server/schedule/permanence-rows.ts";

/** More than anybody helps in five weeks. */
const MOST_TO_DO = 500;
const MOST_REPORTS = 2_000;

const visitColumns = {
  id: true,
  number: true,
  topicKey: true,
  startedAt: true,
  endedAt: true,
  appointment: { select: { topicKeys: true } },
  referrals: { select: { target: true }, take: 1 },
  permanence: {
    select: {
      id: true,
      organisationId: true,
      placeId: true,
      timeZone: true,
      localDate: true,
      place: { select: { shortName: true } },
    },
  },
} as const;

/** A visit of which a report is to be written, with its half-day. */
export type VisitToReport = ReportToDo & {
  readonly permanence: string;
  readonly organisation: string;
  readonly placeId: string;
};

/** Visits whose help is over and of which no report is written. */
export const WITHOUT_REPORT = { state: "done", startedAt: { not: null }, report: null } as const;

/**
 * The visits that this person helped and of which no report is written, until the 5th of the next month
 * (docs/reports.md#report); the latest first. One query, by the index of who helped. `visit`: this one alone.
 */
export async function readReportsToDo(actor: StaffActor, visit?: string): Promise<readonly VisitToReport[]> {
  if (visit !== undefined && !isUuid(visit)) return [];
  const now = clock.now();
  // A day earlier than in Paris: places of every time zone are asked for, and the rule leaves out what is too late at
  // its own.
  const from = firstDayToWrite(plusDays(localDateOf(now, "UTC"), -1));
  const { first } = startsOn(from, from);
  const rows = await db.visit.findMany({
    where: {
      ...(visit !== undefined && { id: visit }),
      conseillerId: actor.user,
      endedAt: { gte: first },
      ...WITHOUT_REPORT,
      permanence: { localDate: { gte: columnOf(from) } },
    },
    orderBy: [{ endedAt: "desc" }, { id: "asc" }],
    take: MOST_TO_DO,
    select: visitColumns,
  });
  const known = new Map(rows.map((row) => [row.id, row]));
  const visits = rows.flatMap(({ id, number, topicKey, startedAt, endedAt, appointment, referrals, permanence }) => {
    const { organisationId: organisation, placeId: place, timeZone, localDate } = permanence;
    const [referral] = referrals;
    if (!startedAt || !endedAt || !may(actor, { act: "write-report", organisation, place })) return [];
    return [
      {
        visit: id,
        number,
        startedAt: instant(startedAt.getTime()),
        endedAt: instant(endedAt.getTime()),
        timeZone,
        localDate: dateOfColumn(localDate),
        place: permanence.place.shortName,
        topics: [...new Set([...(topicKey === null ? [] : [topicKey]), ...(appointment?.topicKeys ?? [])])],
        ...(referral && { referral }),
      },
    ];
  });
  return reportsToDo(visits, (zone) => localDateOf(now, zone)).flatMap((one) => {
    const permanence = known.get(one.visit)?.permanence;
    return permanence
      ? [{ ...one, permanence: permanence.id, organisation: permanence.organisationId, placeId: permanence.placeId }]
      : [];
  });
}

/** How many reports this person has to write. */
export const countReportsToDo = async (actor: StaffActor): Promise<number> =>
  whereMay(actor, "write-report").length === 0 ? 0 : (await readReportsToDo(actor)).length;

const reportColumns = {
  id: true,
  organisationId: true,
  placeId: true,
  visitId: true,
  localDate: true,
  activityPlace: true,
  themes: true,
  minutes: true,
  equipment: true,
  autonomy: true,
  redirect: true,
  redirected: true,
  firstSupport: true,
  ageBand: true,
  gender: true,
  status: true,
  procedure: true,
  communeCode: true,
  createdAt: true,
  updatedAt: true,
  workshop: true,
  visit: { select: { number: true, permanenceId: true, permanence: { select: { timeZone: true } } } },
  organisation: { select: { places: { select: { timeZone: true }, take: 1, orderBy: { id: "asc" } } } },
  place: {
    select: { name: true, address: true, city: true, postalCode: true, inseeCode: true, timeZone: true },
  },
} as const;

/** A report with what is needed to correct it. */
export type OwnReport = ActivityReport & {
  readonly organisation: string;
  readonly placeId?: string;
  readonly commune?: string;
  readonly visit?: string;
  readonly permanence?: string;
};

/**
 * The reports that this person wrote of help from the day `from` on and before the day `to`, in the order of the days.
 */
export async function readOwnReports(
  actor: StaffActor,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<readonly OwnReport[]> {
  const rows = await db.activityReport.findMany({
    where: {
      conseillerId: actor.user,
      localDate: { gte: columnOf(from), lt: columnOf(to) },
      removedAt: null,
    },
    orderBy: [{ localDate: "asc" }, { createdAt: "asc" }, { id: "asc" }],
    take: MOST_REPORTS,
    select: reportColumns,
  });
  return rows.filter((row) => isTheirs(actor, row)).map(reportOfRow);
}

/** One of their reports; undefined for anybody else's, and one that was taken away. */
export async function readOwnReport(actor: StaffActor, id: string): Promise<OwnReport | undefined> {
  if (!isUuid(id)) return undefined;
  const row = await db.activityReport.findFirst({
    where: { id, conseillerId: actor.user, removedAt: null },
    select: reportColumns,
  });
  return row && isTheirs(actor, row) ? reportOfRow(row) : undefined;
}

/** Whoever has no role in the organisation any more reads its reports no more. */
const isTheirs = (actor: StaffActor, { organisationId }: { readonly organisationId: string }): boolean =>
  reachIn(actor, "write-report", organisationId) !== undefined;

type ReportRow = Prisma.ActivityReportGetPayload<{ select: typeof reportColumns }>;

function reportOfRow(row: ReportRow): OwnReport {
  const facts: ReportFacts = {
    themes: row.themes as ReportFacts["themes"],
    minutes: row.minutes,
    equipment: row.equipment as ReportFacts["equipment"],
    ...(row.autonomy !== null && { autonomy: row.autonomy as NonNullable<ReportFacts["autonomy"]> }),
    ...(row.redirect !== null && { redirect: row.redirect as NonNullable<ReportFacts["redirect"]> }),
    ...((row.redirect !== null || row.redirected !== null) && {
      redirected: row.redirect !== null || row.redirected === true,
    }),
    ...(row.firstSupport !== null && { firstSupport: row.firstSupport }),
    ...(row.ageBand !== null && { ageBand: row.ageBand as NonNullable<ReportFacts["ageBand"]> }),
    ...(row.gender !== null && { gender: row.gender as NonNullable<ReportFacts["gender"]> }),
    ...(row.status !== null && { status: row.status as NonNullable<ReportFacts["status"]> }),
  };
  const at = placeOfRow(row);
  return {
    id: row.id,
    organisation: row.organisationId,
    localDate: dateOfColumn(row.localDate),
    timeZone: row.visit?.permanence.timeZone ?? row.place?.timeZone ?? row.organisation.places[0]?.timeZone ?? PARIS,
    activityPlace: row.activityPlace as ActivityPlace,
    ...(at && { at }),
    facts,
    ...(row.procedure !== null && { procedure: row.procedure }),
    ...(row.workshop && { workshop: workshopOfRow(row.workshop) }),
    ...(row.visit && { number: row.visit.number, permanence: row.visit.permanenceId }),
    ...(row.visitId !== null && { visit: row.visitId }),
    ...(row.placeId !== null && { placeId: row.placeId }),
    ...(row.communeCode !== null && { commune: row.communeCode }),
    createdAt: instant(row.createdAt.getTime()),
    ...(row.updatedAt && { updatedAt: instant(row.updatedAt.getTime()) }),
  };
}

/** Of help elsewhere of an organisation without a place. */
const PARIS = "Europe/Paris";

function placeOfRow({ activityPlace, place, communeCode }: ReportRow): ReportedPlace | undefined {
  if (activityPlace === "lieu_activite" && place)
    return {
      name: place.name,
      address: place.address,
      commune: place.city,
      postalCode: place.postalCode,
      ...(place.inseeCode && { inseeCode: place.inseeCode }),
    };
  const commune = communeCode === null ? undefined : communeOfCode(communeCode);
  return (
    commune && {
      name: commune.name,
      commune: commune.name,
      postalCode: commune.postalCodes[0] ?? "",
      inseeCode: commune.code,
    }
  );
}

const workshopOfRow = ({
  title,
  level,
  participants,
  supportedBefore,
  genders,
  ageBands,
  statuses,
}: NonNullable<ReportRow["workshop"]>) => ({
  ...(title !== null && { title }),
  ...(level !== null && { level: level as WorkshopLevel }),
  participants,
  supportedBefore,
  genders,
  ageBands,
  statuses,
});

/**
 * Where this person may note help of an organisation: its places, by name, and the one where they helped or wrote last.
 */
export async function readPlacesToReport(
  actor: StaffActor,
  organisation: string,
): Promise<{ readonly places: readonly { readonly id: string; readonly name: string }[]; readonly last?: string }> {
  const reach = reachIn(actor, "write-report", organisation);
  if (!reach) return { places: [] };
  const since = toDate(plusMinutes(clock.now(), -LATELY));
  // Apart: in one statement with `OR` every place of the installation would be looked at.
  const ofSeries = await db.series.findMany({
    where: { organisationId: organisation },
    distinct: ["placeId"],
    select: { placeId: true },
  });
  const [places, last] = await Promise.all([
    db.place.findMany({
      where: {
        OR: [{ organisationId: organisation }, { id: { in: ofSeries.map(({ placeId }) => placeId) } }],
        ...(reach.places !== "all" && { id: { in: [...reach.places] } }),
      },
      orderBy: [{ shortName: "asc" }, { id: "asc" }],
      take: MOST_PLACES,
      select: { id: true, shortName: true },
    }),
    db.visit.findFirst({
      where: { conseillerId: actor.user, endedAt: { gte: since }, permanence: { organisationId: organisation } },
      orderBy: { endedAt: "desc" },
      select: { permanence: { select: { placeId: true } } },
    }),
  ]);
  return {
    places: places.map(({ id, shortName }) => ({ id, name: shortName })),
    ...(last && { last: last.permanence.placeId }),
  };
}

/** Minutes: two weeks. */
const LATELY = 14 * 24 * 60;
const MOST_PLACES = 300;
