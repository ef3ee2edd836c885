import { useLocale, useTranslations } from "next-intl";
import { sayDay } from "#lib/time/say.ts";
import { plusDays } from "#lib/time/zone.ts";
import type { CalendarDay } from "#lib/calendar/week.ts";
import type { SharedHalfDay } from "#lib/calendar/redact.ts";
import { HalfDayCard } from "./half-day-card.tsx";

const CONTROL =
  "inline-flex min-h-target min-w-target items-center justify-center px-3 font-bold text-accent no-underline";

/** The week shown, between links to the previous and the next. `page`: the address without its week. */
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

const HALVES = ["morning", "afternoon"] as const;

/** The week as a table: days across, half-days down. For desktops and paper; phones show `WeekList`. */
export function WeekTable({ days, today }: { days: readonly CalendarDay<SharedHalfDay>[]; today: string }) {
  const t = useTranslations("share.week");
  const locale = useLocale();
  return (
    <table className="hidden w-full table-fixed border-collapse bg-card lg:table print:table">
      <caption className="sr-only">{t("label")}</caption>
      <thead>
        <tr>
          <td className="w-26 border-2 border-hair print:w-22" />
          {days.map(({ date }) => (
            <th
              key={date}
              scope="col"
              className="border-2 border-hair bg-accent-soft p-2 text-start align-top leading-snug"
            >
              {sayDay(date, locale)}
              {date === today && <span className="block font-normal">{t("today")}</span>}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {HALVES.map((half) => (
          <tr key={half}>
            <th scope="row" className="border-2 border-hair p-2 text-start align-top font-semibold text-soft">
              {t(half)}
            </th>
            {days.map((day) => (
              <td key={day.date} className="h-24 border-2 border-hair p-2 print:h-12 print:p-1 align-top">
                {day[half].length > 0 && (
                  <ul className="grid grid-cols-1 gap-2">
                    {day[half].map((seen) => (
                      <li key={seen.id}>
                        <HalfDayCard half={seen} />
                      </li>
                    ))}
                  </ul>
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The week on a phone or small tablet: a section for each day, also for days without half-days. */
export function WeekList({ days, today }: { days: readonly CalendarDay<SharedHalfDay>[]; today: string }) {
  const t = useTranslations("share.week");
  const locale = useLocale();
  return (
    <div className="grid gap-5 lg:hidden print:hidden">
      {days.map(({ date, morning, afternoon }) => {
        const held = [...morning, ...afternoon];
        return (
          <section key={date} aria-labelledby={`jour-${date}`} className="grid gap-2">
            <h2 id={`jour-${date}`} className="border-b-2 border-hair pb-1">
              {sayDay(date, locale)}
              {date === today && <span className="font-normal">, {t("today")}</span>}
            </h2>
            {held.length === 0 ? (
              <p className="text-soft">{t("nothingThatDay")}</p>
            ) : (
              <ul className="grid gap-2 sm:grid-cols-2">
                {held.map((seen) => (
                  <li key={seen.id} className="grid">
                    <HalfDayCard half={seen} />
                  </li>
                ))}
              </ul>
            )}
          </section>
        );
      })}
    </div>
  );
}
