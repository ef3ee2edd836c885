import { useLocale, useTranslations } from "next-intl";
import type { CalendarDay } from "#lib/calendar/day.ts";
import type { Seen } from "#lib/calendar/redact.ts";
import { sayDay } from "#lib/time/say.ts";
import { HalfDayCard } from "./half-day-card.tsx";

/** The week on a phone or a small tablet: day after day, those with nothing said in a word. */
export function WeekList({ days, today }: { days: readonly CalendarDay<Seen>[]; today: string }) {
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
                  <li key={`${seen.span.start}-${"id" in seen ? seen.id : seen.span.end}`} className="grid">
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
