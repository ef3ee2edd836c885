import { useLocale, useTranslations } from "next-intl";
import { DayAndHours } from "#components/day-and-hours.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { sayDay } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";
import type { OwnHalfDay } from "#lib/wire/planned-week.ts";

/** Where and when somebody is planned in the next seven days. */
export function OwnWeek({ halfDays }: { halfDays: readonly OwnHalfDay[] }) {
  const [t, own, locale] = [useTranslations("staff.planning"), useTranslations("staff.disruption.own"), useLocale()];
  return (
    <section aria-labelledby="own-week" className="grid gap-3">
      <h2 id="own-week">{t("mine")}</h2>
      {halfDays.length === 0 && <p>{t("mineNothing")}</p>}
      <ul className="grid gap-2">
        {halfDays.map(({ id, permanence, place, address, table, span, timeZone }) => (
          <li key={id} className="border-s-4 border-accent ps-3">
            <p className="font-bold">
              <DayAndHours span={span} timeZone={timeZone} />
            </p>
            <p>
              <FrenchText text={place} /> · {t("tableOf", { desk: table })}
            </p>
            <p className="text-soft">
              <FrenchText text={address} />
            </p>
            <PageLink
              href={`/conseiller/permanences/${permanence}/imprevu`}
              className="inline-flex min-h-target items-center font-bold"
              aria-label={own("linkTo", { day: sayDay(localDateOf(span.start, timeZone), locale), place })}
            >
              {own("link")}
            </PageLink>
          </li>
        ))}
      </ul>
    </section>
  );
}
