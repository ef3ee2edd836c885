import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { effectOfSeries } from "#app/[locale]/coordination/regles/save-series.ts";
import { ActToConfirm } from "#components/staff/act-to-confirm.tsx";
import { SeriesEffect } from "#components/staff/series/series-effect.tsx";
import { SeriesForm } from "#components/staff/series/series-form.tsx";
import { SaySeries } from "#components/staff/series/say-series.tsx";
import { StaffForm } from "#components/staff/staff-form.tsx";
import { Field } from "#components/ui/field.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { fieldsOfSeriesToChange, readSeries, readSeriesChoices } from "#lib/server/planning/series/read-series.ts";

type Props = StaffPageProps & { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.series"))("one"), robots: { index: false } };
}

/** Changes a series from a day on, or ends it: first what that would do, then the button that does it. */
export default async function SeriesPage(props: Props) {
  const { id } = await props.params;
  const href = `/coordination/regles/${id}`;
  const { actor, typed } = await openStaffPage(props, href);
  const [t, staff, read] = await Promise.all([
    getTranslations("staff.series"),
    getTranslations("staff"),
    readSeries(actor, id, typed?.fields["fromDate"]),
  ]);
  if (!read.ok) return <Notice tone="warn">{staff("nothingHere")}</Notice>;
  const { series, organisation, first } = read.value;
  const [{ places, topics, languages }, { sentence, effect, confirm }] = await Promise.all([
    readSeriesChoices(actor, organisation.id, series.place),
    effectOfSeries(actor, typed, { organisation: organisation.id, seriesId: series.id }),
  ]);
  const isEnd = sentence?.fields["stop"] !== undefined;
  return (
    <div className="grid gap-5">
      <p>
        <PageLink
          href={`/coordination/regles?organisation=${organisation.slug}`}
          className="inline-flex min-h-target items-center font-bold"
        >
          {t("all")}
        </PageLink>
      </p>
      <h1>
        <FrenchText text={series.place.name} />
      </h1>
      <p className="text-lg first-letter:uppercase">
        <SaySeries series={series} />
      </p>
      <SeriesForm
        action={`${href}/voir`}
        typed={isEnd ? undefined : sentence}
        stored={fieldsOfSeriesToChange(read.value)}
        slug={organisation.slug}
        places={places}
        topics={topics}
        languages={languages}
        kind="change"
      />
      <ActToConfirm title={t("end.title")} what={t("end.what")} open={isEnd || typed?.form === "arreter"}>
        <StaffForm
          form="arreter"
          action={`${href}/fin`}
          typed={
            isEnd && typed
              ? { ...typed, form: "arreter", refusals: typed.form === "arreter" ? typed.refusals : {} }
              : undefined
          }
          values={{ fromDate: first }}
          submit={t("end.look")}
          look="ghost"
        >
          {(field) => (
            <>
              <input type="hidden" name="slug" value={organisation.slug} />
              <input type="hidden" name="stop" value="on" />
              <Field {...field("fromDate")} type="date" label={t("end.from")} required className="max-w-xs" />
            </>
          )}
        </StaffForm>
      </ActToConfirm>
      {effect && (
        <SeriesEffect
          effect={effect}
          action={`${href}/enregistrer`}
          typed={confirm}
          fields={sentence?.fields ?? {}}
          back={href}
          poster={`/lieux/${series.place.slug}/affiche`}
          kind={isEnd ? "end" : "change"}
        />
      )}
    </div>
  );
}
