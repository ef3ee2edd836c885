import { useLocale, useTranslations } from "next-intl";
import { sayLanguage } from "#lib/place/say-languages.ts";
import type { Objection } from "#lib/schedule/who-is-free.ts";
import { assertNever } from "#lib/result.ts";
import { sayDuration } from "#lib/time/say-duration.ts";

/** Says what speaks against somebody who can be planned all the same (docs/planning.md#who-is-free). */
export function useSayObjection(): (objection: Objection) => string {
  const t = useTranslations("staff.planning.panel.but");
  const locale = useLocale();
  const minutes = (count: number): string => (count === 0 ? t("none") : sayDuration(count, locale));
  return (objection) => {
    switch (objection.code) {
      case "travel-too-short":
        return objection.needed === undefined
          ? t("travelUnknown", { has: minutes(objection.has) })
          : t("travel", { has: minutes(objection.has), needed: minutes(objection.needed) });
      case "alone":
        return t("alone");
      case "outside-hours":
        return t("hours");
      case "language-missing":
        return t("language", {
          languages: new Intl.ListFormat(locale).format(objection.languages.map((code) => sayLanguage(code, locale))),
        });
      case "topic-missing":
        return t("topics");
      default:
        return assertNever(objection);
    }
  };
}
