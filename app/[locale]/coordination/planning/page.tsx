import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { nextShort } from "#lib/schedule/staffing.ts";
import { HalfDayPanel } from "#components/staff/planning/half-day-panel.tsx";
import { Month } from "#components/staff/planning/month.tsx";
import { Sheets } from "#components/staff/planning/sheets.tsx";
import { UndoCard } from "#components/staff/planning/undo-card.tsx";
import { WeekByDay } from "#components/staff/planning/week-by-day.tsx";
import { PeopleOfWeek, WeekByPerson } from "#components/staff/planning/week-by-person.tsx";
import { WeekByPlace } from "#components/staff/planning/week-by-place.tsx";
import { LastAct, WeekHead, WeekTools } from "#components/staff/planning/week-head.tsx";
import { OtherOrganisations } from "#components/staff/other-organisations.tsx";
import { StaffDone } from "#components/staff/staff-done.tsx";
import { sayRefusal } from "#components/staff/wording.ts";
import { ErrorSummary } from "#components/ui/error-summary.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { organisationsWhere } from "#lib/access/where-may.ts";
import { channelsSetUp } from "#lib/server/message/channels-set-up.ts";
import { organisationOfPage } from "#lib/server/auth/organisation-of-page.ts";
import { clock } from "#lib/server/clock.ts";
import { assignWeekly } from "#lib/server/planning/assignments/assign-weekly.ts";
import { readPlanning } from "#lib/server/planning/assignments/read-planning.ts";
import { readOrganisationOf } from "#lib/server/place/read-organisation.ts";
import { unassignWeekly } from "#lib/server/planning/assignments/unassign-weekly.ts";
import { undoPlanning } from "#lib/server/planning/assignments/undo-planning.ts";
import { readNamedTopics } from "#lib/server/schedule/read-topics.ts";
import { localDateOf, weekdayOf } from "#lib/time/zone.ts";
import { isStaffRefusal, type StaffRefusal, type TypedForm } from "#lib/wire/staff-form.ts";
import { narrowWeek } from "#lib/wire/planning/narrow-week.ts";
import { daysShown, readWeekAddress } from "#lib/wire/planning/week-address.ts";
import "#app/[locale]/_every-page/print.css";

const HREF = "/coordination/planning";
/** Of the day that is shown where the address names none, before the zone of the organisation is read. */
const ZONE = "Europe/Paris";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.sections.planning"))("name"), robots: { index: false } };
}

/**
 * The week of an organisation by place or by person, or a month, with the panel of one half-day
 * (docs/planning.md#the-week).
 */
export default async function PlanningPage(props: StaffPageProps) {
  const { actor, query, typed, done } = await openStaffPage(props, HREF);
  const asked = readWeekAddress((name) => singleValue(query[name]));
  const [staff, t, say, held] = await Promise.all([
    getTranslations("staff"),
    getTranslations("staff.planning"),
    getTranslations(),
    organisationOfPage(actor, "plan-half-days", asked.organisation, "some-place"),
  ]);
  if (!held) return <Notice>{staff("nothingHere")}</Notice>;
  const day = asked.day ?? localDateOf(clock.now(), ZONE);
  const { from, days } = daysShown(asked.view, day);
  const read = await readPlanning(actor, {
    organisation: held.chosen.id,
    from,
    days,
    lastAct: true,
    ...(asked.permanence !== undefined && { chosen: asked.permanence }),
  });
  if (!read.ok) return <Notice>{staff("nothingHere")}</Notice>;
  const all = read.value;
  const address = { ...asked, organisation: held.chosen.slug, day: asked.view === "mois" ? day : from };
  const week = narrowWeek(all, address);
  const { chosen } = week;
  const [topics, weekly, off, undo] = await Promise.all([
    chosen && chosen.topicKeys.length > 0 ? readNamedTopics(chosen.id, chosen.topicKeys) : [],
    chosen && asked.weekly !== undefined
      ? assignWeekly(actor, {
          permanence: chosen.id,
          account: asked.weekly,
          rhythm: {
            ...(asked.until !== undefined && { until: asked.until }),
            ...(asked.everyOther && { everyOther: true }),
          },
          preview: true,
        })
      : undefined,
    chosen && asked.off !== undefined
      ? unassignWeekly(actor, { permanence: chosen.id, account: asked.off, preview: true })
      : undefined,
    asked.undo === undefined
      ? undefined
      : undoPlanning(actor, { organisation: held.chosen.id, entry: asked.undo, preview: true }),
  ]);
  // A Saturday or a Sunday without anything leaves the others more room.
  const shownDays = week.days.filter(
    (one) =>
      weekdayOf(one.localDate) < 6 ||
      week.places.some(({ halfDays, workshops }) => [...halfDays, ...workshops].some(isOn(one.localDate))),
  );
  const parts = { week, address, days: shownDays };
  const notesAbsences = organisationsWhere(actor, "note-absence", "some-place").includes(held.chosen.id);
  const isEmpty = week.places.every(({ halfDays, workshops }) => halfDays.length + workshops.length === 0);
  if (address.sheets && asked.view !== "mois")
    return (
      <div className="grid gap-5 print:block">
        <h1 className="print:hidden">{asked.view === "personnes" ? t("sheetsByPerson") : t("sheetsByPlace")}</h1>
        <Sheets {...parts} service={await readOrganisationOf(held.chosen.id)} />
      </div>
    );
  return (
    <div className="for-wide-paper grid gap-5 print:block">
      <WeekHead week={week} address={address} day={asked.view === "mois" ? day : from} places={all.places} />
      <OtherOrganisations href={HREF} {...held} />
      <StaffDone done={done} />
      {!undo && <LastAct last={week.last} address={address} />}
      <ErrorSummary
        title={say("form.refused")}
        errors={refusedButton(undo?.ok === false ? undefined : typed, (code) => sayRefusal(say, code))}
      />
      {undo && asked.undo !== undefined && (
        <UndoCard
          entry={asked.undo}
          address={address}
          preview={undo.ok ? undo.value : undo}
          byMail={channelsSetUp().mail}
        />
      )}
      {week.more && <Notice tone="warn">{t("more")}</Notice>}
      {isEmpty && <Notice>{t(address.short ? "nothingShort" : "nothing")}</Notice>}
      <div className={`grid gap-5 print:block ${chosen ? "lg:grid-cols-[minmax(0,1fr)_20rem]" : ""}`}>
        {chosen && (
          <HalfDayPanel
            halfDay={chosen}
            address={address}
            typed={typed}
            topics={topics}
            weekly={weekly?.ok ? weekly.value : undefined}
            off={off?.ok ? off.value : undefined}
            next={nextShort(
              week.places.flatMap(({ halfDays }) => halfDays),
              chosen,
            )}
            notesAbsences={notesAbsences}
          />
        )}
        <div className="grid content-start gap-5 print:block lg:col-start-1 lg:row-start-1">
          {asked.view === "mois" ? (
            <Month week={week} address={address} />
          ) : (
            <>
              {asked.view === "personnes" ? (
                <>
                  <WeekByPerson {...parts} notesAbsences={notesAbsences} />
                  <PeopleOfWeek {...parts} notesAbsences={notesAbsences} />
                </>
              ) : (
                <>
                  {!isEmpty && <WeekByPlace {...parts} />}
                  <WeekByDay {...parts} />
                </>
              )}
            </>
          )}
          <WeekTools address={address} className="sm:hidden" />
        </div>
      </div>
    </div>
  );
}

const isOn = (day: string) => (halfDay: { readonly localDate: string }) => halfDay.localDate === day;

/** Why an act of a single button was refused, which has no field: it is said above the week. */
function refusedButton(
  typed: TypedForm | undefined,
  sentenceOf: (code: StaffRefusal) => string,
): readonly { readonly field: string; readonly sentence: string }[] {
  if (!typed || ["planifier-partie", "relais"].includes(typed.form)) return [];
  return Object.values(typed.refusals).map((code) => ({
    field: "permanence",
    sentence: isStaffRefusal(code) ? sentenceOf(code) : code,
  }));
}
