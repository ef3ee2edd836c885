import { useLocale, useTranslations } from "next-intl";
import { sayMinuteOfDay, sayWeekday } from "#lib/time/say.ts";
import type { Series } from "#lib/schedule/series.ts";

/** What of a series is said. */
export type SeriesToSay = Pick<
  Series,
  "weekday" | "startMinute" | "endMinute" | "everyWeeks" | "nthOfMonth" | "inSchoolHolidays"
>;

/**
 * When a series is held, in words: « lundi, de 9 h à 12 h, toutes les 2 semaines, sauf vacances scolaires », « le
 * premier lundi du mois, de 9 h à 12 h ».
 */
export function SaySeries({ series }: { series: SeriesToSay }) {
  const t = useTranslations("staff.series");
  const locale = useLocale();
  const hours = {
    day: sayWeekday(series.weekday, locale),
    from: sayMinuteOfDay(series.startMinute, locale),
    to: sayMinuteOfDay(series.endMinute, locale),
  };
  const words = [
    ...(series.nthOfMonth !== undefined
      ? [t("saidOfMonth", { ...hours, nth: String(series.nthOfMonth) })]
      : [
          t("said", hours),
          series.everyWeeks === 1 ? t("saidEveryWeek") : t("everyWeeks", { weeks: series.everyWeeks }),
        ]),
    ...(series.inSchoolHolidays === false ? [t("saidWithoutSchool")] : []),
  ];
  return words.join(locale === "ar" ? "، " : ", ");
}
