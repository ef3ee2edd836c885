import { useLocale, useTranslations } from "next-intl";
import { phoneHoursOf } from "#lib/place/phone-hours.ts";
import { sayMinuteOfDay } from "#lib/time/say.ts";

const DAY = 86_400_000;

/** When somebody answers the telephone. What cannot be read is shown as the organisation wrote it. */
export function Answered({ hours }: { hours: string }) {
  const t = useTranslations("site");
  const locale = useLocale();
  const read = phoneHoursOf(hours);
  if (!read) return t("callWhen", { hours });
  const spans = read.spans.map(({ from, to }) => t("callSpan", { from: sayMinuteOfDay(from, locale), to: sayMinuteOfDay(to, locale) }));
  const said = new Intl.ListFormat(locale, { type: "conjunction" }).format(spans);
  if (!read.days) return t("callHours", { hours: said });
  return t("callDays", { first: weekday(read.days.first, locale), last: weekday(read.days.last, locale), hours: said });
}

/** 5 January 1970 was a Monday: four days after the first moment. */
const weekday = (day: number, locale: string): string => new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" }).format((3 + day) * DAY);
