import { useLocale, useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { CalendarAhead as Ahead } from "#lib/schedule/closure-effect.ts";
import { sayDay, sayDate } from "#lib/time/say.ts";

/**
 * The public holidays of a year, where the two of Alsace-Moselle come from, and until when school holidays are known.
 * `update`: where whoever administers the installation brings these up to date.
 */
export function CalendarAhead({
  ahead: { holidays, goodFriday, school },
  update,
}: {
  ahead: Ahead;
  update?: string | undefined;
}) {
  const t = useTranslations("staff.closures.calendar");
  const locale = useLocale();
  const names = useTranslations("holidays.names");
  return (
    <section aria-labelledby="feries" className="grid gap-3">
      <h2 id="feries">{t("title")}</h2>
      <p>{t("what")}</p>
      <ul className="grid gap-x-8 sm:grid-cols-2 lg:grid-cols-3">
        {holidays.map(({ date, name, everywhere }) => (
          <li key={date} className="border-b border-hair py-2">
            <b className="block">{names(name)}</b>
            <span className="first-letter:uppercase inline-block">{sayDay(date, locale)}</span>
            {!everywhere && <span className="block">{t("somePlaces")}</span>}
          </li>
        ))}
      </ul>
      {goodFriday && <p>{t("alsace", goodFriday)}</p>}
      <h3>{t("school")}</h3>
      <ul>
        {school.map(({ zone, until }) => (
          <li key={zone}>
            {until === undefined
              ? t("schoolUnknown", { zone })
              : t("schoolUntil", { zone, day: sayDate(until, locale) })}
          </li>
        ))}
      </ul>
      {update !== undefined && (
        <p>
          <PageLink href={update} className={buttonClass("ghost")}>
            {t("updateSchool")}
          </PageLink>
        </p>
      )}
    </section>
  );
}
