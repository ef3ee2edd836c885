import { useLocale, useTranslations } from "next-intl";
import { DayAndHours } from "#components/day-and-hours.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { isNear, kilometresBetween, sayKilometres, type Point } from "#lib/place/distance.ts";
import { isOnHold, type Permanence } from "#lib/schedule/permanence.ts";
import { sayDay } from "#lib/time/say.ts";
import type { PermanenceAtPlace } from "./coming-card.tsx";

/**
 * Nothing is held at this place (`here`), said once: with the half-days that are not held (`cancelled`), struck through
 * those that are cancelled, apart from those on hold until somebody decides about a closure; a half-day at `another`
 * place if one is known, and the way to all places. The other place is called near up to `NEAR`; beyond that its
 * distance is said.
 */
export function NothingPlanned({
  here,
  cancelled,
  decideOn,
  another,
}: {
  here: Point;
  cancelled: readonly Permanence[];
  /** The day on which somebody decides about those on hold, YYYY-MM-DD. */
  decideOn?: string | undefined;
  another: PermanenceAtPlace | undefined;
}) {
  const t = useTranslations("place");
  const locale = useLocale();
  const onHold = cancelled.filter(isOnHold);
  const off = cancelled.filter((one) => !isOnHold(one));
  return (
    <Notice tone={cancelled.length > 0 ? "alert" : "calm"}>
      {cancelled.length === 0 && <p>{t("nothingComing")}</p>}
      {off.length > 0 && <p>{t("onlyCancelled")}</p>}
      {off.length > 0 && (
        <ul className="font-normal">
          {off.map((held) => (
            <li key={held.id}>
              <del className="[&_span]:inline">
                <DayAndHours {...held} />
              </del>
            </li>
          ))}
        </ul>
      )}
      {onHold.length > 0 && (
        <>
          <p>
            {t("onHold")} {decideOn !== undefined && t("decideOn", { day: sayDay(decideOn, locale) })}
          </p>
          <ul className="font-normal">
            {onHold.map((held) => (
              <li key={held.id}>
                <DayAndHours {...held} />
              </li>
            ))}
          </ul>
        </>
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
