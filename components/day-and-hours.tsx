import { useLocale, useTranslations } from "next-intl";
import type { Interval } from "#lib/time/interval.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";

/**
 * « Lundi 23 novembre, de 9 h à 12 h »: the whole date and hours, in the place's time zone. A line may break between
 * the two, not inside the hours.
 */
export function DayAndHours({ span, timeZone }: { span: Interval; timeZone: string }) {
  const t = useTranslations("place");
  const locale = useLocale();
  const day = sayDay(localDateOf(span.start, timeZone), locale);
  return t.rich("dayAndHours", {
    day: `${day.charAt(0).toLocaleUpperCase(locale)}${day.slice(1)}`,
    from: sayHour(span.start, timeZone, locale),
    to: sayHour(span.end, timeZone, locale),
    hours: (said) => <span className="inline-block">{said}</span>,
  });
}
