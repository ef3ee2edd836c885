import { useLocale, useTranslations } from "next-intl";
import { DayAndHours } from "#components/day-and-hours.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { isNear, kilometresBetween, sayKilometres, type Point } from "#lib/place/distance.ts";
import type { Permanence } from "#lib/schedule/permanence.ts";
import type { PermanenceAtPlace } from "./coming-card.tsx";

/**
 * Nothing is held at this place (`here`), said once: with the half-days that were `cancelled`, a half-day at `another` place if
 * one is known, and the way to all places. The other place is called near up to `NEAR`; beyond that its distance is said.
 */
export function NothingPlanned({
  here,
  cancelled,
  another,
}: {
  here: Point;
  cancelled: readonly Permanence[];
  another: PermanenceAtPlace | undefined;
}) {
  const t = useTranslations("place");
  const locale = useLocale();
  return (
    <Notice tone={cancelled.length > 0 ? "alert" : "calm"}>
      <p>{t(cancelled.length > 0 ? "onlyCancelled" : "nothingComing")}</p>
      {cancelled.length > 0 && (
        <ul className="font-normal">
          {cancelled.map((held) => (
            <li key={held.id}>
              <del className="[&_span]:inline">
                <DayAndHours {...held} />
              </del>
            </li>
          ))}
        </ul>
      )}
      {another && (
        <div className="mt-2">
          <p className="font-normal">
            {isNear(here, another.at)
              ? t("nearElsewhere")
              : t("nextElsewhere", { km: sayKilometres(kilometresBetween(here, another.at), locale) })}
          </p>
          <PageLink href={`/lieux/${another.at.slug}`} className="inline-flex min-h-target items-center">
            <FrenchText text={another.at.name} />
          </PageLink>
          <p>
            <DayAndHours {...another} />
          </p>
        </div>
      )}
      <p className="mt-3 grid md:justify-start">
        <PageLink href="/lieux" className={buttonClass()}>
          {t("otherPlaces")}
        </PageLink>
      </p>
    </Notice>
  );
}
