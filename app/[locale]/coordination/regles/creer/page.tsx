import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { defaultPlace } from "#app/[locale]/coordination/default-place.ts";
import { effectOfSeries } from "#app/[locale]/coordination/regles/save-series.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { OtherOrganisations } from "#components/staff/other-organisations.tsx";
import { SeriesEffect } from "#components/staff/series/series-effect.tsx";
import { SeriesForm } from "#components/staff/series/series-form.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { organisationOfPage } from "#lib/server/auth/organisation-of-page.ts";
import { readSeries, readSeriesChoices } from "#lib/server/planning/series/read-series.ts";
import { fieldsOfSeries } from "#lib/wire/schedule/series-form.ts";

const HREF = "/coordination/regles/creer";
/** What stands in the sentence when it is opened. */
const FIRST = {
  rhythm: "1",
  weekday: "1",
  from: "09:00",
  to: "12:00",
  desks: "1",
  way: "walk-in",
  until: "",
  school: "with",
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.series"))("create"), robots: { index: false } };
}

/**
 * Makes a series: a sentence, then what it would do, then the button that saves. `?comme`: the id of a series whose
 * sentence it begins with.
 */
export default async function NewSeriesPage(props: StaffPageProps) {
  const { actor, query, typed } = await openStaffPage(props, HREF);
  const [t, staff, held] = await Promise.all([
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
  const [{ places, topics, languages, today }, { sentence, effect, confirm }, like] = await Promise.all([
    readSeriesChoices(actor, chosen.id),
    effectOfSeries(actor, typed, { organisation: chosen.id }),
    readSeries(actor, singleValue(query["comme"]) ?? ""),
  ]);
  const { series } = like.ok && like.value.organisation.id === chosen.id ? like.value : {};
  const first = series && series.fromDate > today ? series.fromDate : today;
  const list = `/coordination/regles?organisation=${chosen.slug}`;
  return (
    <div className="grid gap-5">
      <p>
        <PageLink href={list} className="inline-flex min-h-target items-center font-bold">
          {t("all")}
        </PageLink>
      </p>
      <h1>{t("create")}</h1>
      <OtherOrganisations href={HREF} {...held} />
      {places.length === 0 ? (
        <Notice tone="warn">
          <p>{t("noPlace")}</p>
          <PageLink href="/coordination/lieux/creer" className={buttonClass("ghost")}>
            {t("toPlaces")}
          </PageLink>
        </Notice>
      ) : (
        <SeriesForm
          action={`${HREF}/voir`}
          typed={sentence}
          values={{
            ...FIRST,
            place: defaultPlace(singleValue(query["lieu"]), places),
            ...(series && fieldsOfSeries({ ...series, place: series.place.id })),
            fromDate: first,
          }}
          slug={chosen.slug}
          places={places}
          topics={topics}
          languages={languages}
          kind="new"
        />
      )}
      {effect && (
        <SeriesEffect
          effect={effect}
          action={`${HREF}/enregistrer`}
          typed={confirm}
          fields={sentence?.fields ?? {}}
          back={list}
          poster=""
          kind="new"
        />
      )}
    </div>
  );
}
