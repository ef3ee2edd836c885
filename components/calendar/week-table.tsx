import { useLocale, useTranslations } from "next-intl";
import type { CalendarDay } from "#lib/calendar/day.ts";
import type { Seen } from "#lib/calendar/redact.ts";
import { sayDay } from "#lib/time/say.ts";
import { HalfDayCard } from "./half-day-card.tsx";

const HALVES = ["morning", "afternoon"] as const;

/** The week as a sheet: days across, halves down. For desks and paper; phones have the list. */
export function WeekTable({ days, today }: { days: readonly CalendarDay<Seen>[]; today: string }) {
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
                <ul className="grid grid-cols-1 gap-2">
                  {day[half].map((seen) => (
                    <li key={`${seen.span.start}-${"id" in seen ? seen.id : seen.span.end}`}>
                      <HalfDayCard half={seen} />
                    </li>
                  ))}
                </ul>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
