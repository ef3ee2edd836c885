import { useLocale, useTranslations } from "next-intl";
import type { ClosureSentence } from "#lib/schedule/closure-sentence.ts";
import { assertNever } from "#lib/result.ts";
import { sayDate, sayHour } from "#lib/time/say.ts";

/** How long a place is closed, in a sentence. `zone`: its own, for hours. */
export function ClosedWords({ told, zone }: { told: ClosureSentence; zone: string }) {
  const t = useTranslations("place.closure");
  const locale = useLocale();
  switch (told.kind) {
    case "now":
    case "today":
      return t(told.kind);
    case "until":
      return t("until", { until: sayDate(told.until, locale) });
    case "hours":
      return t("hours", {
        day: sayDate(told.day, locale),
        from: sayHour(told.span.start, zone, locale),
        until: sayHour(told.span.end, zone, locale),
      });
    case "from":
      return t("from", { from: sayDate(told.from, locale) });
    case "day":
      return t("day", { day: sayDate(told.day, locale) });
    case "days":
      return t("days", { from: sayDate(told.from, locale), until: sayDate(told.until, locale) });
    default:
      return assertNever(told);
  }
}
