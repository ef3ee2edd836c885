import { may } from "#lib/access/may.ts";
import { reachIn } from "#lib/access/where-may.ts";
import { communesNamed } from "#lib/place/commune.ts";
import { reportToKeep, type ReportContent, type ReportWritingRefusal } from "#lib/report/activity-report.ts";
import type { Workshop } from "#lib/report/workshop.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import type { Instant } from "#lib/time/instant.ts";
import { localDateOf } from "#lib/time/zone.ts";
import { isUuid } from "#lib/uuid.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { clock, toDate, freshId } from "#lib/server/clock.ts";
import { transaction, type Tx } from "#lib/server/db.ts";
import { keepOutcome, outcomeOf, retryForSameKey } from "#lib/server/idempotency.ts";
import { readCommunes } from "#lib/server/place/read-communes.ts";
import { lockAndApply } from "#lib/server/queue/apply-command.ts";
import { columnOf } from "#lib/server/schedule/permanence-rows.ts";
import { zoneOfOrganisation } from "#lib/server/schedule/zone-of-organisation.ts";
import { readOwnReport, readReportsToDo, type OwnReport } from "./own-reports.ts";

/** Where help was: at a place, in a commune as it was typed, or neither at a distance. */
export type WhereTyped =
  | { readonly activityPlace: "lieu_activite"; readonly place: string }
  | { readonly activityPlace: "domicile" | "autre"; readonly commune: string }
  | { readonly activityPlace: "a_distance" };

/** Help without a number, or a workshop, as it is typed. */
export type HelpTyped = ReportContent & {
  readonly localDate: string;
  readonly where: WhereTyped;
  readonly workshop?: Workshop;
};

/**
 * `not-found`: no such visit or report of this person; `state-changed`: the line refuses it; `no-such-commune`: none,
 * or several have that name.
 */
export type WriteReportRefusal =
  | ReportWritingRefusal
  | "not-found"
  | "not-allowed"
  | "state-changed"
  | "place-missing"
  | "no-such-commune"
  | "idempotency-key-reused";

type WriteReportResult = Result<{ readonly id: string }, WriteReportRefusal>;

const SCOPE = "activity-report";

/**
 * Writes the report of a visit that this person helped and that has none yet, by the act `report` of the line
 * (docs/reports.md#report), with the name of the procedure, which no event holds. Until the 5th of the next month.
 */
export async function writeVisitReport(
  actor: StaffActor,
  visit: string,
  typed: ReportContent,
): Promise<WriteReportResult> {
  const [toDo] = await readReportsToDo(actor, visit);
  return toDo ? reportVisit(actor, toDo, typed) : refuse("not-found");
}

type OfVisit = {
  readonly visit: string;
  readonly permanence: string;
  readonly localDate: string;
  readonly timeZone: string;
};

const reportVisit = (
  actor: StaffActor,
  { visit, permanence, localDate, timeZone }: OfVisit,
  typed: ReportContent,
): Promise<WriteReportResult> =>
  transaction<WriteReportResult>(async (tx) => {
    const now = clock.now();
    const kept = reportToKeep(typed, localDate, localDateOf(now, timeZone));
    if (!kept.ok) return kept;
    const { facts, procedure } = kept.value;
    const { result } = await lockAndApply(
      tx,
      permanence,
      { id: freshId(), at: now, device: "program", type: "report", visit, report: facts },
      { actor, lastExchange: undefined },
    );
    if (result.outcome === "refused") return refuse("state-changed");
    const { id } = await tx.activityReport.update({
      where: { visitId: visit },
      data: { procedure: procedure ?? null },
      select: { id: true },
    });
    return accept({ id });
  }, actor);

/**
 * Writes a report of help without a number (« J’ai aidé quelqu’un ») or of a workshop, of the day of the help at that
 * place, until the 5th of the next month. The same key (a UUID) writes one report however often it is sent.
 */
export const writeHelpReport = (
  actor: StaffActor,
  organisation: string,
  typed: HelpTyped,
  key?: string,
): Promise<WriteReportResult> =>
  retryForSameKey(() =>
    transaction<WriteReportResult>(async (tx) => {
      const wanted = { actor: actor.user, organisation, typed };
      const earlier = key === undefined ? accept(undefined) : await outcomeOf(tx, SCOPE, key, wanted);
      if (!earlier.ok) return earlier;
      if (earlier.value) return accept({ id: earlier.value.id });
      const now = clock.now();
      const checked = await checkHelp(tx, actor, organisation, typed, now);
      if (!checked.ok) return checked;
      const id = freshId();
      await tx.activityReport.create({
        data: {
          id,
          organisationId: organisation,
          conseillerId: actor.user,
          createdAt: toDate(now),
          ...checked.value,
          ...(typed.workshop && { workshop: { create: columnsOfWorkshop(typed.workshop) } }),
        },
        select: { id: true },
      });
      if (key !== undefined) await keepOutcome(tx, SCOPE, key, wanted, { kind: "activity-report", id }, now);
      return accept({ id });
    }, actor),
  );

/**
 * Corrects one's own report until the 5th of the month after its day: one of a visit by the act of the line, any other
 * as it is typed anew.
 */
export async function correctReport(
  actor: StaffActor,
  id: string,
  typed: ReportContent | HelpTyped,
): Promise<WriteReportResult> {
  const report = await readOwnReport(actor, id);
  if (!report) return refuse("not-found");
  const { visit, permanence } = report;
  if (visit !== undefined && permanence !== undefined)
    return reportVisit(actor, { ...report, visit, permanence }, typed);
  if (!("where" in typed) || Boolean(typed.workshop) !== Boolean(report.workshop)) return refuse("not-found");
  return transaction<WriteReportResult>(async (tx) => {
    const now = clock.now();
    const stillOpen = isStillOpen(report, typed, now);
    if (!stillOpen.ok) return stillOpen;
    const checked = await checkHelp(tx, actor, report.organisation, typed, now);
    if (!checked.ok) return checked;
    const { count } = await tx.activityReport.updateMany({
      where: { id, conseillerId: actor.user, removedAt: null },
      data: { ...checked.value, updatedAt: toDate(now) },
    });
    if (count === 0) return refuse("not-found");
    if (typed.workshop)
      await tx.workshopReport.update({
        where: { reportId: id },
        data: columnsOfWorkshop(typed.workshop),
        select: { reportId: true },
      });
    return accept({ id });
  }, actor);
}

/** Takes back a report that has no visit, of help noted by mistake, until the 5th of the month after its day. */
export async function removeReport(actor: StaffActor, id: string): Promise<WriteReportResult> {
  const report = await readOwnReport(actor, id);
  if (!report || report.visit !== undefined) return refuse("not-found");
  const now = clock.now();
  const stillOpen = isStillOpen(report, report, now);
  if (!stillOpen.ok) return stillOpen;
  return transaction<WriteReportResult>(async (tx) => {
    await tx.activityReport.updateMany({
      where: { id, conseillerId: actor.user, removedAt: null, visitId: null },
      data: { removedAt: toDate(now) },
    });
    return accept({ id });
  }, actor);
}

/** A report of a month that is counted is not changed either by writing another day into it. */
const isStillOpen = (report: OwnReport, typed: ReportContent, now: Instant): ReturnType<typeof reportToKeep> =>
  reportToKeep(typed, report.localDate, localDateOf(now, report.timeZone));

/** The columns of help as it was typed, or why it is refused. */
async function checkHelp(
  tx: Tx,
  actor: StaffActor,
  organisation: string,
  { facts, procedure, localDate, where }: HelpTyped,
  now: Instant,
) {
  if (!isUuid(organisation) || !reachIn(actor, "write-report", organisation)) return refuse("not-allowed");
  const there = await placeTyped(tx, organisation, where);
  if (!there.ok) return there;
  const { placeId } = there.value;
  if (placeId !== null && !may(actor, { act: "write-report", organisation, place: placeId }))
    return refuse("not-allowed");
  const kept = reportToKeep(
    { facts, ...(procedure !== undefined && { procedure }) },
    localDate,
    localDateOf(now, there.value.timeZone),
  );
  if (!kept.ok) return kept;
  const { timeZone: _, ...columns } = there.value;
  return accept({
    ...columns,
    ...columnsOfReport(kept.value),
    localDate: columnOf(localDate),
    activityPlace: where.activityPlace,
  });
}

type PlaceOfReport = {
  readonly placeId: string | null;
  readonly communeCode: string | null;
  readonly timeZone: string;
};

async function placeTyped(
  tx: Tx,
  organisation: string,
  where: WhereTyped,
): Promise<Result<PlaceOfReport, "place-missing" | "no-such-commune">> {
  if (where.activityPlace === "lieu_activite") {
    const place = isUuid(where.place)
      ? await tx.place.findFirst({
          where: {
            id: where.place,
            OR: [{ organisationId: organisation }, { series: { some: { organisationId: organisation } } }],
          },
          select: { id: true, timeZone: true },
        })
      : null;
    return place ? accept({ placeId: place.id, communeCode: null, timeZone: place.timeZone }) : refuse("place-missing");
  }
  const timeZone = await zoneOfOrganisation(tx, organisation);
  if (where.activityPlace === "a_distance") return accept({ placeId: null, communeCode: null, timeZone });
  const [commune, ...others] = communesNamed(where.commune, readCommunes());
  if (!commune || others.length > 0) return refuse("no-such-commune");
  return accept({ placeId: null, communeCode: commune.code, timeZone });
}

const columnsOfReport = ({ facts, procedure }: ReportContent) => {
  const { autonomy = null, redirect = null, redirected = null, firstSupport = null } = facts;
  const { ageBand = null, gender = null, status = null, minutes } = facts;
  const themes = [...facts.themes];
  const equipment = [...facts.equipment];
  return {
    themes,
    minutes,
    equipment,
    autonomy,
    redirect,
    redirected,
    firstSupport,
    ageBand,
    gender,
    status,
    procedure: procedure ?? null,
  };
};

const columnsOfWorkshop = ({ title, level, participants, supportedBefore, genders, ageBands, statuses }: Workshop) => ({
  title: title ?? null,
  level: level ?? null,
  participants,
  supportedBefore,
  genders: [...genders],
  ageBands: [...ageBands],
  statuses: [...statuses],
});
