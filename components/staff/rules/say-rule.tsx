import { useLocale, useTranslations } from "next-intl";
import { sayMinuteOfDay, sayWeekday } from "#lib/time/say.ts";
import type { Series } from "#lib/schedule/series.ts";

type Said = Pick<Series, "weekday" | "startMinute" | "endMinute" | "everyWeeks" | "nthOfMonth" | "inSchoolHolidays">;

/** When a rule is held, in words: « lundi, de 9 h à 12 h, toutes les 2 semaines, sauf vacances scolaires ». */
export function SayRule({ rule }: { rule: Said }) {
  const [t, locale] = [useTranslations("staff.rules"), useLocale()];
  const rhythm = rule.nthOfMonth === undefined ? (String(rule.everyWeeks) as "1") : (`n${rule.nthOfMonth}` as const);
  const words = [
    t("said", {
      day: sayWeekday(rule.weekday, locale),
      from: sayMinuteOfDay(rule.startMinute, locale),
      to: sayMinuteOfDay(rule.endMinute, locale),
    }),
    ...(t.has(`saidRhythms.${rhythm}`) ? [t(`saidRhythms.${rhythm}`)] : [t("everyWeeks", { weeks: rule.everyWeeks })]),
    ...(rule.inSchoolHolidays === false ? [t("saidWithoutSchool")] : []),
  ];
  return words.join(locale === "ar" ? "، " : ", ");
}
