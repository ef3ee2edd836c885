import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { defaultPlace } from "#app/[locale]/coordination/default-place.ts";
import { effectOfHalfDay } from "#app/[locale]/coordination/permanences/save-half-day.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { OtherOrganisations } from "#components/staff/other-organisations.tsx";
import { HalfDayEffect } from "#components/staff/series/half-day-effect.tsx";
import { SeriesForm } from "#components/staff/series/series-form.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { organisationOfPage } from "#lib/server/auth/organisation-of-page.ts";
import { readSeriesChoices } from "#lib/server/planning/series/read-series.ts";

const HREF = "/coordination/permanences/creer";
const FIRST = { from: "09:00", to: "12:00", desks: "1", way: "walk-in", until: "" };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.halfDay"))("create"), robots: { index: false } };
}

/** Adds one half-day outside every series. */
export default async function NewHalfDayPage(props: StaffPageProps) {
  const { actor, query, typed } = await openStaffPage(props, HREF);
  const [t, series, staff, held] = await Promise.all([
    getTranslations("staff.halfDay"),
    getTranslations("staff.series"),
    getTranslations("staff"),
    organisationOfPage(
      actor,
      "plan-half-days",
      singleValue(query["organisation"]) ?? typed?.fields["slug"],
      "some-place",
    ),
  ]);
  if (!held) return <Notice>{staff("nothingHere")}</Notice>;
  const { chosen } = held;
  const [{ places, topics, languages, today }, { sentence, effect, confirm }] = await Promise.all([
    readSeriesChoices(actor, chosen.id),
    effectOfHalfDay(actor, typed, { organisation: chosen.id }),
  ]);
  const first = {
    ...FIRST,
    place: defaultPlace(singleValue(query["lieu"]), places),
    date: singleValue(query["jour"]) ?? today,
  };
  return (
    <div className="grid gap-5">
      <p>
        <PageLink
          href={`/coordination/regles?organisation=${chosen.slug}`}
          className="inline-flex min-h-target items-center font-bold"
        >
          {series("all")}
        </PageLink>
      </p>
      <h1>{t("create")}</h1>
      <OtherOrganisations href={HREF} {...held} />
      <p className="text-lg">{t("createWhat")}</p>
      {places.length === 0 ? (
        <Notice tone="warn">{series("noPlace")}</Notice>
      ) : (
        <SeriesForm
          action={`${HREF}/voir`}
          typed={sentence}
          values={first}
          slug={chosen.slug}
          places={places}
          topics={topics}
          languages={languages}
          kind="date"
        />
      )}
      {effect && (
        <HalfDayEffect effect={effect} action={`${HREF}/enregistrer`} typed={confirm} fields={sentence?.fields ?? {}} />
      )}
    </div>
  );
}
