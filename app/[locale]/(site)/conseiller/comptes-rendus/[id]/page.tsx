import { THEME_BOX, ticked } from "#lib/wire/staff-form.ts";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import {
  fieldsOfReport,
  HELP,
  REPORTS,
  valuesOfFacts,
  valuesOfHelp,
  WORKSHOP,
} from "#app/[locale]/(site)/conseiller/comptes-rendus/report-forms.ts";
import { openStaffPage, type StaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { NotFound } from "#components/site/not-found.tsx";
import { OtherOrganisations } from "#components/staff/other-organisations.tsx";
import { HelpFields, WorkshopFields } from "#components/staff/reports/help-fields.tsx";
import { MainFields, MoreFields } from "#components/staff/reports/report-fields.tsx";
import { ReportForm } from "#components/staff/reports/report-form.tsx";
import { StaffForm } from "#components/staff/staff-form.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { presetOfHelp } from "#lib/report/minutes.ts";
import { mayBeWritten } from "#lib/report/report-deadline.ts";
import { redirectOfReferral, themesOfTopics, type ReportTheme } from "#lib/report/national-form.ts";
import { ownOrganisationOfPage } from "#lib/server/auth/organisation-of-page.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { clock, freshId } from "#lib/server/clock.ts";
import { readOwnReport, readPlacesToReport, readReportsToDo } from "#lib/server/report/own-reports.ts";
import { readPaperHelp } from "#lib/server/report/read-paper-help.ts";
import { readTopicsOfVisits, readUsualThemes } from "#lib/server/report/topics-of-visits.ts";
import { db } from "#lib/server/db.ts";
import { zoneOfOrganisation } from "#lib/server/schedule/zone-of-organisation.ts";
import { sayClockTime, sayDay } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";
import { isUuid } from "#lib/uuid.ts";

type Props = Omit<StaffPageProps, "params"> & { readonly params: Promise<{ locale: string; id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.reports"))("title"), robots: { index: false } };
}

/**
 * What the form of one report begins with: that of a visit that has none, one to correct, or a new one without a
 * number.
 */
type FormStart = {
  readonly organisation: string;
  readonly kind: "visit" | "help" | "workshop";
  readonly heading: "number" | "help" | "workshop";
  readonly number?: number;
  readonly what?: readonly string[];
  readonly place?: string;
  /** What is known beforehand, or what is stored of the one to correct. */
  readonly values?: Readonly<Record<string, string>>;
  readonly stored?: Readonly<Record<string, string>>;
  readonly removable?: true;
  readonly closed?: true;
};

/** What a report of help begins with that stands on a paper sheet, where the address names it. */
async function valuesOnPaper(actor: StaffActor, organisation: string, query: StaffPage["query"]) {
  const { permanence, numero } = query;
  if (typeof permanence !== "string" || !isUuid(permanence)) return undefined;
  const found = await readPaperHelp(actor, permanence, Number(numero));
  if (found?.held.organisation !== organisation) return undefined;
  const { held, row } = found;
  const topics = await readTopicsOfVisits(organisation, row.topic === undefined ? [] : [row.topic]);
  const { called, ended } = row;
  return {
    ...valuesOfFacts({
      themes: themesOfTopics(topics),
      ...(called !== undefined && ended !== undefined && { minutes: presetOfHelp(called, ended) }),
    }),
    ...valuesOfHelp({ localDate: held.localDate, activityPlace: "lieu_activite", placeId: held.at.id }),
  };
}

async function begin(
  actor: StaffActor,
  id: string,
  organisation: string,
  locale: string,
  query: StaffPage["query"],
): Promise<FormStart | undefined> {
  const now = clock.now();
  if (id === HELP || id === WORKSHOP) {
    const onPaper = id === HELP ? await valuesOnPaper(actor, organisation, query) : undefined;
    if (onPaper) return { organisation, kind: "help", heading: "help", values: onPaper };
    const { places, last } = await readPlacesToReport(actor, organisation);
    const today = localDateOf(now, await zoneOfOrganisation(db, organisation));
    const kind = id === HELP ? "help" : "workshop";
    const placeId = last ?? places[0]?.id ?? "";
    const values = valuesOfHelp({ localDate: today, activityPlace: "lieu_activite", placeId });
    return { organisation, kind, heading: kind, values };
  }
  const report = await readOwnReport(actor, id);
  if (report) {
    const { visit, number, workshop, localDate, timeZone, at } = report;
    const kind = visit !== undefined ? "visit" : workshop ? "workshop" : "help";
    return {
      organisation: report.organisation,
      kind,
      heading: kind === "visit" ? "number" : kind,
      ...(number !== undefined && { number }),
      what: [sayDay(localDate, locale)],
      ...(kind === "visit" && at && { place: at.name }),
      stored: fieldsOfReport(report),
      ...(kind !== "visit" && { removable: true }),
      ...(!mayBeWritten(localDate, localDateOf(now, timeZone)) && { closed: true }),
    };
  }
  const [toDo] = await readReportsToDo(actor, id);
  if (!toDo) return undefined;
  const topics = await readTopicsOfVisits(toDo.organisation, toDo.topics);
  return {
    organisation: toDo.organisation,
    kind: "visit",
    heading: "number",
    number: toDo.number,
    what: [
      sayDay(toDo.localDate, locale),
      `${sayClockTime(toDo.startedAt, toDo.timeZone, locale)} – ${sayClockTime(toDo.endedAt, toDo.timeZone, locale)}`,
    ],
    place: toDo.place,
    values: valuesOfFacts({
      themes: themesOfTopics(topics),
      minutes: presetOfHelp(toDo.startedAt, toDo.endedAt),
      ...redirectOfReferral(toDo.referral),
    }),
  };
}

/** One activity report: themes and minutes known beforehand, the rest folded away (docs/reports.md#report). */
export default async function ReportPage(props: Props) {
  const { id } = await props.params;
  const { actor, query, typed } = await openStaffPage(props, `${REPORTS}/${id}`);
  const asked = singleValue(query["organisation"]) ?? typed?.fields["slug"];
  const [t, locale, held] = await Promise.all([
    getTranslations("staff.reports"),
    getLocale(),
    ownOrganisationOfPage(actor, asked),
  ]);
  const begun = held && (await begin(actor, id, held.chosen.id, locale, query));
  if (!held || !begun) return <NotFound />;
  const [{ places }, usual] = await Promise.all([
    begun.kind === "visit" ? { places: [] } : readPlacesToReport(actor, begun.organisation),
    readUsualThemes(begun.organisation),
  ]);
  const now = clock.now();
  const today = localDateOf(now, await zoneOfOrganisation(db, begun.organisation));
  const chosen = ticked({ ...begun.values, ...begun.stored, ...typed?.fields }, THEME_BOX);
  const first: readonly ReportTheme[] = themesOfTopics([{ themes: [...chosen, ...usual] }]);
  const isNew = id === HELP || id === WORKSHOP;
  return (
    <div className="grid gap-5 lg:max-w-3xl">
      <p>
        <PageLink href={REPORTS} className="inline-flex min-h-target items-center font-bold">
          ‹ {t("back")}
        </PageLink>
      </p>
      <header className="grid gap-1">
        <h1>{begun.heading === "number" ? t("number", { number: begun.number ?? 0 }) : t(begun.heading)}</h1>
        {begun.what && (
          <p className="text-lg">
            <span className="inline-block first-letter:uppercase">{begun.what.join(", ")}</span>
            {begun.place !== undefined && (
              <>
                {" "}
                · <FrenchText text={begun.place} />
              </>
            )}
          </p>
        )}
      </header>
      {isNew && <OtherOrganisations href={`${REPORTS}/${id}`} {...held} />}
      {begun.closed ? (
        <Notice>{t("closed")}</Notice>
      ) : (
        <ReportForm
          action={`${REPORTS}/${id}/enregistrer`}
          typed={typed}
          values={begun.values}
          stored={begun.stored}
          {...(isNew && { formKey: freshId() })}
        >
          {(field) => (
            <>
              {isNew && <input type="hidden" name="slug" value={held.chosen.slug} />}
              {begun.kind !== "visit" && (
                <HelpFields
                  field={field}
                  until={today}
                  places={places.map((place) => ({ value: place.id, label: place.name }))}
                />
              )}
              {begun.kind === "workshop" && <WorkshopFields field={field} />}
              <MainFields field={field} first={first} />
              <MoreFields field={field} ofPerson={begun.kind !== "workshop"} />
            </>
          )}
        </ReportForm>
      )}
      {begun.removable && !begun.closed && (
        <StaffForm form="retirer" action={`${REPORTS}/${id}/retirer`} typed={typed} submit={t("remove")} look="quiet" />
      )}
    </div>
  );
}
