import { useLocale, useTranslations } from "next-intl";
import { sayMinuteOfDay, sayWeekday } from "#lib/time/say.ts";
import type { Series } from "#lib/schedule/series.ts";

/** What of a rule is said. */
export type RuleToSay = Pick<
  Series,
  "weekday" | "startMinute" | "endMinute" | "everyWeeks" | "nthOfMonth" | "inSchoolHolidays"
>;

/**
 * When a rule is held, in words: « lundi, de 9 h à 12 h, toutes les 2 semaines, sauf vacances scolaires », « le premier lundi du mois, de 9 h à
 * 12 h ».
 */
export function SayRule({ rule }: { rule: RuleToSay }) {
  const [t, locale] = [useTranslations("staff.rules"), useLocale()];
  const hours = {
    day: sayWeekday(rule.weekday, locale),
    from: sayMinuteOfDay(rule.startMinute, locale),
    to: sayMinuteOfDay(rule.endMinute, locale),
  };
  const words = [
    ...(rule.nthOfMonth !== undefined
      ? [t("saidOfMonth", { ...hours, nth: String(rule.nthOfMonth) })]
      : [t("said", hours), rule.everyWeeks === 1 ? t("saidEveryWeek") : t("everyWeeks", { weeks: rule.everyWeeks })]),
    ...(rule.inSchoolHolidays === false ? [t("saidWithoutSchool")] : []),
  ];
  return words.join(locale === "ar" ? "، " : ", ");
}
