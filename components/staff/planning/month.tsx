import { useLocale, useTranslations } from "next-intl";
import { Card } from "#components/ui/card.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { Week } from "#lib/schedule/planned-week.ts";
import { sayDate, sayDay } from "#lib/time/say.ts";
import { sayDuration, sayPlannedTime } from "#lib/time/say-duration.ts";
import { minutesBetween } from "#lib/time/instant.ts";
import { mondayOf } from "#lib/time/zone.ts";
import { weekAddress, type WeekAddress } from "#lib/wire/planning/week-address.ts";
import { isShort } from "#lib/schedule/staffing.ts";
import { HolidayWords } from "./week-by-place.tsx";

/** Minutes of half-days a week from which it is said: the legal week of 35 hours (Code du travail, L3121-27). */
const FULL_WEEK = 35 * 60;

/**
 * The weeks of a month: how many half-days each has, its public holidays, the days on which something is short, and who
 * has more than a full week.
 */
export function Month({ week, address }: { week: Week; address: WeekAddress }) {
  const t = useTranslations("staff.planning");
  const locale = useLocale();
  const halfDays = week.places.flatMap((place) => place.halfDays);
  const mondays = [...new Set(week.days.map(({ localDate }) => mondayOf(localDate)))];
  return (
    <ul className="grid items-start gap-3 md:grid-cols-2">
      {mondays.map((monday) => {
        const ofWeek = halfDays.filter(
          ({ localDate, status }) => mondayOf(localDate) === monday && status !== "cancelled",
        );
        const short = ofWeek.filter(isShort);
        const days = [...new Set(short.map(({ localDate }) => localDate))].sort();
        const loads = week.people
          .map(({ name, halfDays: theirs }) => ({
            name: name ?? t("unnamed"),
            minutes: theirs
              .filter((one) => mondayOf(one.localDate) === monday && one.status !== "cancelled")
              .reduce((sum, { seat }) => sum + minutesBetween(seat.span.start, seat.span.end), 0),
          }))
          .filter(({ minutes }) => minutes > FULL_WEEK);
        const toComplete = weekAddress({ ...address, view: "lieux", day: monday, short: true });
        return (
          <Card as="li" key={monday}>
            <h2>
              <PageLink
                href={weekAddress({ ...address, view: "lieux", day: monday })}
                className="inline-flex min-h-target items-center"
              >
                {t("title", { day: sayDate(monday, locale) })}
              </PageLink>
            </h2>
            <p>{t("halfDays", { count: ofWeek.length })}</p>
            {week.days.map(
              ({ localDate, holiday }) =>
                holiday !== undefined &&
                mondayOf(localDate) === monday && (
                  <p key={localDate} className="flex items-start gap-2">
                    <Icon name="pause" size={22} />
                    <span>
                      <span className="inline-block first-letter:uppercase">{sayDay(localDate, locale)}</span>
                      <HolidayWords name={holiday} />
                    </span>
                  </p>
                ),
            )}
            <ul>
              {days.map((day) => (
                <li key={day} className="flex items-center gap-2">
                  <Icon name="warning" size={22} />
                  <PageLink href={toComplete} className="inline-flex min-h-target items-center">
                    {sayDay(day, locale)} · {t("short", { count: short.filter((one) => one.localDate === day).length })}
                  </PageLink>
                </li>
              ))}
            </ul>
            {ofWeek.length > 0 && days.length === 0 && (
              <p className="flex items-center gap-2 text-ok">
                <Icon name="check" size={22} />
                {t("short", { count: 0 })}
              </p>
            )}
            {loads.length > 0 && (
              <>
                <h3>{t("overloads", { hours: sayDuration(FULL_WEEK, locale) })}</h3>
                <ul>
                  {loads.map(({ name, minutes }) => (
                    <li key={name} className="flex items-center gap-2">
                      <Icon name="clock" size={22} />
                      {t("overload", { name, hours: sayPlannedTime(minutes, locale) })}
                    </li>
                  ))}
                </ul>
              </>
            )}
          </Card>
        );
      })}
    </ul>
  );
}
