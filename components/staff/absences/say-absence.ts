import { useLocale, useTranslations } from "next-intl";
import { daysOfSpan, type AbsenceDays } from "#lib/schedule/absence.ts";
import { instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";

/** Says when somebody is away: « mardi 10 novembre, toute la journée ». */
export function useSayAbsence(): {
  readonly days: (days: AbsenceDays) => string;
  readonly span: (span: Interval, timeZone: string) => string;
} {
  const t = useTranslations("staff.absences.when");
  const locale = useLocale();
  const days = ({ from, until, part }: AbsenceDays): string =>
    from === until
      ? t(`part.${part}`, { day: sayDay(from, locale) })
      : t("days", { from: sayDay(from, locale), until: sayDay(until, locale) });
  const span = ({ start, end }: Interval, timeZone: string): string => {
    const whole = daysOfSpan({ start, end }, timeZone);
    if (whole) return days(whole);
    const first = localDateOf(start, timeZone);
    const last = localDateOf(instant(end - 1), timeZone);
    const hours = { from: sayHour(start, timeZone, locale), to: sayHour(end, timeZone, locale) };
    return first === last
      ? t("hours", { day: sayDay(first, locale), ...hours })
      : t("daysAndHours", { first: sayDay(first, locale), last: sayDay(last, locale), ...hours });
  };
  return { days, span };
}
