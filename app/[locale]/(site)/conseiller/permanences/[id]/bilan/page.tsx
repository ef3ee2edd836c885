import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { Locale } from "#i18n/routing.ts";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { DayAndHours } from "#components/day-and-hours.tsx";
import { NotFound } from "#components/site/not-found.tsx";
import { StaffForm } from "#components/staff/staff-form.tsx";
import { StaffDone } from "#components/staff/staff-done.tsx";
import { WaitsAndHelp, WhatBecameOfPeople } from "#components/staff/figures/half-day-numbers.tsx";
import { RecordedHalfDay, RecordHalfDay } from "#components/staff/figures/record-half-day.tsx";
import { ReportsToWrite } from "#components/staff/figures/reports-to-write.tsx";
import { ReportsFromPaper } from "#components/staff/figures/reports-from-paper.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { PrintButton } from "#components/ui/print-button.tsx";
import { lastDayToWrite } from "#lib/report/report-deadline.ts";
import { clock } from "#lib/server/clock.ts";
import { channelsSetUp } from "#lib/server/message/channels-set-up.ts";
import { readHalfDaySummary, type HalfDaySummary } from "#lib/server/report/read-half-day-summary.ts";
import { sayDate, sayHour } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";
import "./print.css";

type Props = StaffPageProps & { params: Promise<{ locale: Locale; id: string }> };

/** Where the reports to write are listed. */
const REPORTS = "/conseiller/comptes-rendus";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("figures"))("title"), robots: { index: false } };
}

/**
 * The end of a half-day: what became of its people, the waits, the reports to write, and what the team records
 * afterwards.
 */
export default async function HalfDaySummaryPage(props: Props) {
  const { locale, id } = await props.params;
  const href = `/conseiller/permanences/${id}/bilan`;
  const { actor, typed, done } = await openStaffPage(props, href);
  const read = await readHalfDaySummary(actor, id);
  if (!read.ok) return <NotFound />;
  const [t, over, incidentWords] = await Promise.all([
    getTranslations("figures"),
    getTranslations("tablet.over"),
    getTranslations("figures.incidents"),
  ]);
  const { held, closedAt, figures, late, incidents, sentForColleagues, reportsToWrite, recorded, mayRecord, version } =
    read.value;
  const { timeZone } = held;
  const sheet = `/conseiller/permanences/${id}/saisie`;
  // Of a half-day without anybody the outcome says it all.
  const hasFigures =
    figures.received + Object.keys(figures.turnedAway).length + late + incidents.length > 0 ||
    (figures.outcome === "held-with-nobody" && !recorded);
  const forms = { page: href, version, typed, sheet };
  return (
    <div className="for-summary grid gap-5">
      <div className="grid gap-1">
        <h1>{t(`outcome.${outcomeToSay(read.value)}`)}</h1>
        <p>
          <FrenchText text={held.at.name} />
          <br />
          <DayAndHours span={held.span} timeZone={timeZone} />
        </p>
        {closedAt !== undefined && <p>{t("closedAt", { hour: sayHour(closedAt, timeZone, locale) })}</p>}
      </div>
      <StaffDone done={done} />
      {recorded && (
        <RecordedHalfDay {...forms} record={recorded} on={localDateOf(recorded.at, timeZone)} open={mayRecord} />
      )}
      {hasFigures && (
        <div className="grid items-start gap-6 md:grid-cols-2">
          <WhatBecameOfPeople figures={figures} stillThere={read.value.stillThere} />
          <div className="grid gap-5">
            <WaitsAndHelp figures={figures} />
            {reportsToWrite && figures.contacts > figures.paperContacts && (
              <ReportsToWrite {...reportsToWrite} list={`${REPORTS}?permanence=${held.id}`} />
            )}
            {late > 0 && <p>{t("late", { count: late })}</p>}
            {sentForColleagues.length > 0 && (
              <section aria-labelledby="colleagues" className="grid gap-1">
                <h2 id="colleagues">{t("colleagues.title")}</h2>
                <ul>
                  {sentForColleagues.map(({ doneBy, sentBy, acts, at }) => (
                    <li key={doneBy + sentBy}>
                      {t("colleagues.one", {
                        doneBy,
                        sentBy,
                        acts,
                        day: sayDate(localDateOf(at, timeZone), locale),
                        hour: sayHour(at, timeZone, locale),
                      })}
                    </li>
                  ))}
                </ul>
              </section>
            )}
            {incidents.length > 0 && (
              <section aria-labelledby="incidents" className="grid gap-1">
                <h2 id="incidents">{t("incidents.title")}</h2>
                <ul>
                  {incidents.map(({ kind, times }) => (
                    <li key={kind}>
                      {t("withWhy", {
                        why: incidentWords.has(kind as "other") ? incidentWords(kind as "other") : kind,
                        count: String(times),
                      })}
                    </li>
                  ))}
                </ul>
              </section>
            )}
          </div>
        </div>
      )}
      {recorded?.kind === "paper-rows" && mayRecord && (
        <ReportsFromPaper rows={recorded.rows} permanence={held.id} help={`${REPORTS}/aide`} />
      )}
      {!recorded && mayRecord && (
        <RecordHalfDay
          {...forms}
          nobody={figures.received + late === 0 && outcomeToSay(read.value) !== "held-with-nobody"}
          until={lastDayToWrite(held.localDate)}
        />
      )}
      <div className="flex flex-wrap gap-3 print:hidden">
        <PrintButton label={t("print")} onPhone />
        {channelsSetUp().mail && (
          <StaffForm form="envoyer" action={`${href}/envoyer`} typed={typed} submit={t("send")} look="ghost" />
        )}
        <PageLink href="/conseiller" className={buttonClass("quiet")}>
          {over("back")}
        </PageLink>
      </div>
      <p className="hidden text-soft print:block">
        {t("printed", { day: sayDate(localDateOf(clock.now(), timeZone), locale) })}
      </p>
    </div>
  );
}

/**
 * How its end is said: one that goes on has no outcome yet, and one that nobody opened is not one that nobody closed.
 */
function outcomeToSay({ held, openness, figures }: HalfDaySummary) {
  if (openness === "open" || openness === "normally-open" || openness === "later" || openness === "shut")
    return "running";
  return figures.outcome === "not-recorded" && held.status === "scheduled" ? "never-opened" : figures.outcome;
}
