import type { ReactNode } from "react";
import { useTranslations } from "next-intl";
import { DayAndHours } from "#components/day-and-hours.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { Instant } from "#lib/time/instant.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { SaySeries, type SeriesToSay } from "#components/staff/series/say-series.tsx";
import { StaffForm } from "#components/staff/staff-form.tsx";
import { actOfStep, pageOfStep } from "./paths.ts";
import { StepFoot } from "./step-foot.tsx";
import { WeeklySentence } from "./weekly-sentence.tsx";

type Props = {
  organisation: { readonly id: string; readonly slug: string };
  typed: TypedForm | undefined;
  places: readonly { readonly id: string; readonly name: string; readonly city: string }[];
  series: readonly (SeriesToSay & {
    readonly id: string;
    readonly desks: number;
    readonly place: { readonly name: string };
  })[];
  dates: readonly {
    readonly id: string;
    readonly start: Instant;
    readonly end: Instant;
    readonly timeZone: string;
    readonly place: string;
  }[];
  doors: readonly { readonly slug: string; readonly name: string; readonly path: string }[];
  /** The first page that residents see of this organisation. */
  residents: string;
  isFinished: boolean;
};

/**
 * Step 7: a weekly half-day in one sentence; then its dates, its door to try, its poster, and what residents see now.
 */
export function OpeningStep({ organisation, typed, places, series, dates, doors, residents, isFinished }: Props) {
  const t = useTranslations("staff.firstHour.opening");
  const { id, slug } = organisation;
  const sentence = (
    <WeeklySentence
      action={actOfStep("opening", "planifier", slug)}
      typed={typed}
      organisation={id}
      places={places}
      submit={t("plan")}
    />
  );
  if (places.length === 0)
    return (
      <>
        <Notice tone="warn">{t("noPlace")}</Notice>
        <p>
          <PageLink href={pageOfStep("places", slug)} className={buttonClass()}>
            {t("toPlaces")}
          </PageLink>
        </p>
        <StepFoot slug={slug} here="opening" />
      </>
    );
  if (series.length === 0)
    return (
      <>
        <p className="text-lg">{t("lead")}</p>
        {sentence}
        <StepFoot slug={slug} here="opening" />
      </>
    );
  return (
    <>
      {isFinished && <Notice tone="done">{t("open")}</Notice>}
      <Part title={t("weekly")}>
        <ul className="grid gap-1">
          {series.map(({ id: key, desks, place, ...one }) => (
            <li key={key} className="font-bold first-letter:uppercase">
              {t.rich("series", {
                when: () => <SaySeries series={one} />,
                desks,
                place: () => <FrenchText text={place.name} />,
              })}
            </li>
          ))}
        </ul>
        <details open={typed?.form === "semaine"}>
          <summary className="min-h-target cursor-pointer py-3 font-bold">{t("planAnother")}</summary>
          {sentence}
        </details>
      </Part>
      <Part title={t("dates")}>
        <ul className="grid gap-1">
          {dates.map(({ id: date, start, end, timeZone, place }) => (
            <li key={date}>
              <DayAndHours span={{ start, end }} timeZone={timeZone} />
              {" · "}
              <FrenchText text={place} />
            </li>
          ))}
        </ul>
        <p className="text-soft">{t("seen")}</p>
      </Part>
      <div className="grid gap-5 lg:grid-cols-2">
        <Part title={t("tryTitle")}>
          <p>{t("tryWhat")}</p>
          <Links links={doors.map(({ path, name }) => ({ href: path, name }))} message="tryOpen" />
          <p>
            {t("tryWhen")}{" "}
            <PageLink href="/conseiller" className="inline-flex min-h-target items-center font-bold">
              {t("tryTeam")}
            </PageLink>
          </p>
        </Part>
        <Part title={t("posterTitle")}>
          <p>{t("posterWhat")}</p>
          <Links links={doors.map(({ slug: at, name }) => ({ href: `/lieux/${at}/affiche`, name }))} message="poster" />
        </Part>
      </div>
      <Part title={t("openTitle")}>
        <p>{t("openWhat")}</p>
        <p>
          <PageLink href={residents} className={buttonClass("ghost")}>
            {t("openSee")}
          </PageLink>
        </p>
        {isFinished ? (
          <p>
            <PageLink href="/coordination" className={buttonClass()}>
              {t("toCoordination")}
            </PageLink>
          </p>
        ) : (
          <StaffForm form="finir" action={actOfStep("opening", "finir", slug)} typed={typed} submit={t("finish")}>
            {() => <input type="hidden" name="organisation" value={id} />}
          </StaffForm>
        )}
      </Part>
      <StepFoot slug={slug} here="opening" />
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="grid content-start gap-2">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** A link for each place, named with it. */
function Links({
  links,
  message,
}: {
  links: readonly { readonly href: string; readonly name: string }[];
  message: "tryOpen" | "poster";
}) {
  const t = useTranslations("staff.firstHour.opening");
  return (
    <ul className="grid gap-1">
      {links.map(({ href, name }) => (
        <li key={href}>
          <PageLink href={href} className="inline-flex min-h-target items-center font-bold">
            <span>{t.rich(message, { place: () => <FrenchText text={name} /> })}</span>
          </PageLink>
        </li>
      ))}
    </ul>
  );
}
