import { useLocale, useTranslations } from "next-intl";
import { sayDay } from "#lib/time/say.ts";
import { plusDays } from "#lib/time/zone.ts";

const CONTROL =
  "inline-flex min-h-target min-w-target items-center justify-center px-3 font-bold text-accent no-underline";

/** The week that is shown, between the links to the one before and the one after. `page`: the address without its week. */
export function WeekLinks({ page, monday, thisWeek }: { page: string; monday: string; thisWeek: string }) {
  const t = useTranslations("share.week");
  const to = (days: number): string => `${page}?semaine=${plusDays(monday, days)}`;
  return (
    <nav
      aria-label={t("title", { day: sayDay(monday, useLocale()) })}
      className="flex flex-wrap items-center gap-2 print:hidden"
    >
      <div className="flex min-h-14 items-stretch rounded-control border-2 border-accent bg-card">
        <a href={to(-7)} rel="prev" className={`${CONTROL} border-e-2 border-accent text-2xl`}>
          <span aria-hidden="true">‹</span>
          <span className="sr-only">{t("before")}</span>
        </a>
        <span className="inline-flex items-center px-3 text-center font-bold text-accent">
          {t("title", { day: sayDay(monday, useLocale()) })}
        </span>
        <a href={to(7)} rel="next" className={`${CONTROL} border-s-2 border-accent text-2xl`}>
          <span aria-hidden="true">›</span>
          <span className="sr-only">{t("after")}</span>
        </a>
      </div>
      {monday !== thisWeek && (
        <a href={page} className={`${CONTROL} underline`}>
          {t("this")}
        </a>
      )}
    </nav>
  );
}
