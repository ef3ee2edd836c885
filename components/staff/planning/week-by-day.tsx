import { useLocale, useTranslations } from "next-intl";
import { FrenchText } from "#components/ui/french-text.tsx";
import { sayDay } from "#lib/time/say.ts";
import { HalfDayCard } from "./half-day-card.tsx";
import { WorkshopLines } from "./workshop-lines.tsx";
import {
  absentOn,
  HeldDesks,
  HolidayWords,
  isFirstOfReason,
  panelOf,
  shutOn,
  ShutWords,
  type WeekProps,
} from "./week-by-place.tsx";

/** The same week on a narrow screen: a list for each day that has something, in order of time. */
export function WeekByDay({ week, address, days }: WeekProps) {
  const t = useTranslations("staff.planning");
  const locale = useLocale();
  return (
    <div className="grid gap-5 lg:hidden print:hidden">
      {days.map((day) => {
        const halfDays = week.places
          .flatMap((place) => place.halfDays)
          .filter(({ localDate }) => localDate === day.localDate)
          .sort((a, b) => a.span.start - b.span.start);
        const workshops = week.places
          .flatMap((place) => place.workshops)
          .filter(({ localDate }) => localDate === day.localDate)
          .sort((a, b) => a.span.start - b.span.start);
        const shut = week.places.filter((place) => shutOn(place, day) !== undefined);
        const away = absentOn(week, day.localDate);
        if (halfDays.length + workshops.length + shut.length + away.length === 0 && !day.holiday) return null;
        return (
          <section key={day.localDate} className="grid gap-2">
            <h2 className="flex flex-wrap items-baseline justify-between gap-x-3">
              <span className="first-letter:uppercase">{sayDay(day.localDate, locale)}</span>
              {day.halfDays > 0 && (
                <span className="text-base">
                  <HeldDesks day={day} />
                </span>
              )}
            </h2>
            {day.holiday && (
              <p>
                <HolidayWords name={day.holiday} />
              </p>
            )}
            {away.map(({ account, name }) => (
              <p key={account} className="rounded-control border-2 border-dashed border-ink p-2">
                {t("absent", { name: name ?? t("unnamed") })}
              </p>
            ))}
            {shut.map((place) => (
              <div key={place.id} className="rounded-control border-2 border-hair p-2">
                <b>
                  <FrenchText text={place.name} />
                </b>
                <ShutWords shut={shutOn(place, day)} why={isFirstOfReason(place, days, day)} />
              </div>
            ))}
            <ul className="grid gap-2 sm:grid-cols-2">
              {halfDays.map((halfDay) => (
                <li key={halfDay.id}>
                  <HalfDayCard
                    halfDay={halfDay}
                    href={panelOf(address, halfDay)}
                    chosen={halfDay.id === address.permanence}
                    place
                  />
                </li>
              ))}
              {workshops.map((workshop) => (
                <li key={workshop.id}>
                  <WorkshopLines workshop={workshop} place />
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}
