import { useTranslations } from "next-intl";
import type { HoursTexts } from "#lib/place/say-phone-hours.ts";

/** The texts of which hours are said, in the reader's language. */
export function useHoursTexts(): HoursTexts {
  const t = useTranslations("site");
  return {
    span: (values) => t("callSpan", values),
    day: (values) => t("callDay", values),
    fromTo: (values) => t("callFromTo", values),
    rule: (values) => t("callRule", values),
    exceptHolidays: (values) => t("callExceptHolidays", values),
  };
}
