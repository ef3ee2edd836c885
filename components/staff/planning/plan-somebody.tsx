import { useLocale, useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { sayDay } from "#lib/time/say.ts";
import { mondayOf } from "#lib/time/zone.ts";
import { weekAddress } from "#lib/wire/planning/week-address.ts";

/** The half-day at which a desk has nobody. `place`: the name of its place; `localDate`: its day, YYYY-MM-DD. */
type ShortHalfDay = { readonly permanence: string; readonly place: string; readonly localDate: string };

/** Leads to the panel of a half-day, where people are planned. `organisation`: the slug of whose it is. */
export function PlanSomebody({ short, organisation }: { short: ShortHalfDay; organisation: string }) {
  const t = useTranslations("staff.series");
  const locale = useLocale();
  const { permanence, place, localDate } = short;
  const week = weekAddress({ organisation, day: mondayOf(localDate), view: "lieux", short: false, permanence });
  return (
    <p>
      <PageLink href={`${week}#permanence`} className={buttonClass("ghost")}>
        {t("planSomebody", { day: sayDay(localDate, locale), place })}
      </PageLink>
    </p>
  );
}
