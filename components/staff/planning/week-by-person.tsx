import { useLocale, useTranslations } from "next-intl";
import { sayDuration } from "#lib/time/say-duration.ts";
import { absentOn, Cell, panelOf, RowHead, WeekTable, type WeekProps } from "./week-by-place.tsx";
import { HalfDayCard } from "./half-day-card.tsx";

/** The same week with a row for each person: where they are, when they are away, and for how long they are planned. */
export function WeekByPerson({ week, address, days }: WeekProps) {
  const [t, locale] = [useTranslations("staff.planning"), useLocale()];
  const away = new Map(days.map(({ localDate }) => [localDate, absentOn(week, localDate)]));
  return (
    <WeekTable week={week} address={address} days={days} caption={t("byPerson")} first={t("person")}>
      {week.people.map((person) => (
        <tr key={person.account}>
          <RowHead>
            {person.name ?? t("unnamed")}
            <span className="block font-normal text-soft">
              {person.minutes === 0 ? t("noHalfDay") : t("ofPerson", { hours: sayDuration(person.minutes, locale) })}
            </span>
          </RowHead>
          {days.map(({ localDate }) => (
            <Cell key={localDate}>
              {away.get(localDate)?.some(({ account }) => account === person.account) && (
                <p className="rounded-control border-2 border-dashed border-ink p-2">
                  {t("absent", { name: person.name ?? t("unnamed") })}
                </p>
              )}
              {person.halfDays
                .filter((one) => one.localDate === localDate)
                .map((halfDay) => (
                  <HalfDayCard
                    key={halfDay.seat.id}
                    halfDay={halfDay}
                    href={panelOf(address, halfDay)}
                    chosen={halfDay.id === address.permanence}
                    place
                    self={person.account}
                  />
                ))}
            </Cell>
          ))}
        </tr>
      ))}
    </WeekTable>
  );
}
