import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { effectOfHalfDay } from "#app/[locale]/coordination/permanences/save-half-day.ts";
import { ActToConfirm } from "#components/staff/act-to-confirm.tsx";
import { PlanSomebody } from "#components/staff/planning/plan-somebody.tsx";
import { HalfDayEffect } from "#components/staff/series/half-day-effect.tsx";
import { SeriesForm } from "#components/staff/series/series-form.tsx";
import { StaffDone } from "#components/staff/staff-done.tsx";
import { StaffForm } from "#components/staff/staff-form.tsx";
import { Field } from "#components/ui/field.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { FrenchWords } from "#components/ui/french-words.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { fieldsOfHalfDay, readPlannedHalfDay } from "#lib/server/planning/series/read-half-day.ts";
import { readSeriesChoices } from "#lib/server/planning/series/read-series.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { weekFromHeading } from "#lib/wire/planning/week-address.ts";

type Props = StaffPageProps & { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.halfDay"))("one"), robots: { index: false } };
}

/** Changes one half-day by hand, gives it back to its series, or cancels it. */
export default async function PlannedHalfDayPage(props: Props) {
  const { id } = await props.params;
  const href = `/coordination/permanences/${id}`;
  const { actor, typed, done } = await openStaffPage(props, href);
  const [t, series, staff, sheet, locale, read] = await Promise.all([
    getTranslations("staff.halfDay"),
    getTranslations("staff.series"),
    getTranslations("staff"),
    getTranslations("halfDays"),
    getLocale(),
    readPlannedHalfDay(actor, id),
  ]);
  if (!read.ok) return <Notice tone="warn">{staff("nothingHere")}</Notice>;
  const held = read.value;
  const { organisation, place, span, series: seriesId } = held;
  const [{ places, topics, languages }, { sentence, effect, confirm }] = await Promise.all([
    readSeriesChoices(actor, organisation.id, place),
    effectOfHalfDay(actor, typed, { organisation: organisation.id, permanence: id }),
  ]);
  const isBack = sentence?.fields["series"] !== undefined;
  const from = sayHour(span.start, place.timeZone, locale);
  const to = sayHour(span.end, place.timeZone, locale);
  return (
    <div className="grid gap-5">
      <p className="flex flex-wrap gap-x-6">
        <PageLink
          href={`/coordination/regles?organisation=${organisation.slug}`}
          className="inline-flex min-h-target items-center font-bold"
        >
          {series("all")}
        </PageLink>
        <PageLink
          href={weekFromHeading({ organisation: organisation.slug, day: held.localDate, view: "lieux", short: false })}
          className="inline-flex min-h-target items-center font-bold"
        >
          {t("itsWeek")}
        </PageLink>
      </p>
      <h1>
        <FrenchText text={place.name} />
      </h1>
      <p className="text-lg first-letter:uppercase">{t("when", { day: sayDay(held.localDate, locale), from, to })}</p>
      <p>
        <PageLink href={`${href}/histoire`} className="inline-flex min-h-target items-center font-bold">
          {staff("history.open")}
        </PageLink>
      </p>
      <p>
        <PageLink href={`/permanences/${id}/feuille`} className="inline-flex min-h-target items-center font-bold">
          {sheet("sheet")}
        </PageLink>
      </p>
      <StaffDone done={done} />
      {done === "halfDayAdded" && held.openness === "later" && (
        <PlanSomebody
          short={{ permanence: id, place: place.name, localDate: held.localDate }}
          organisation={organisation.slug}
        />
      )}
      {held.byHand && held.openness === "later" && <Notice>{t("byHand")}</Notice>}
      {held.openness === "later" ? (
        <>
          <SeriesForm
            action={`${href}/voir`}
            typed={isBack ? undefined : sentence}
            stored={fieldsOfHalfDay(held)}
            slug={organisation.slug}
            places={places}
            topics={topics}
            languages={languages}
            kind="date"
          />
          {held.byHand && seriesId !== undefined && (
            <StaffForm
              form="revenir"
              action={`${href}/revenir`}
              typed={typed?.form === "revenir" && sentence ? { ...sentence, form: "revenir" } : undefined}
              submit={t("backToSeries")}
              look="ghost"
            >
              {() => <input type="hidden" name="series" value="on" />}
            </StaffForm>
          )}
          {effect && (
            <HalfDayEffect
              effect={effect}
              action={`${href}/enregistrer`}
              typed={confirm}
              fields={sentence?.fields ?? {}}
            />
          )}
        </>
      ) : (
        <Notice tone={held.openness === "cancelled" ? "alert" : "calm"}>
          {t(`is.${held.openness}`)} {held.cancelReason !== null && <FrenchWords text={held.cancelReason} />}
        </Notice>
      )}
      {held.openness !== "cancelled" && held.openness !== "closed" && (
        <ActToConfirm
          title={t("cancel.title")}
          what={t("cancel.what", { appointments: held.appointments })}
          open={typed?.form === "annuler"}
        >
          <StaffForm form="annuler" action={`${href}/annuler`} typed={typed} submit={t("cancel.yes")} look="ghost">
            {(field) => (
              <Field
                {...field("reason")}
                label={series("effect.sentence")}
                hint={t("cancel.hint")}
                maxLength={140}
                required
              />
            )}
          </StaffForm>
        </ActToConfirm>
      )}
      {held.openness === "cancelled" && (
        <p>
          <PageLink
            href={`/conseiller/permanences/${id}/a-prevenir`}
            className="inline-flex min-h-target items-center font-bold"
          >
            {t("toTell")}
          </PageLink>
        </p>
      )}
      {seriesId !== undefined && (
        <p>
          <PageLink
            href={`/coordination/regles/${seriesId}`}
            className="inline-flex min-h-target items-center font-bold"
          >
            {t("toSeries")}
          </PageLink>
        </p>
      )}
    </div>
  );
}
