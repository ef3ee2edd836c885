import { useLocale, useTranslations } from "next-intl";
import type { FreePerson } from "#lib/schedule/who-is-free.ts";
import { sayHour } from "#lib/time/say.ts";

/** Says why somebody cannot be planned. */
export function useSayWhyNot(): (not: NonNullable<FreePerson["not"]>) => string {
  const panel = useTranslations("staff.planning.panel");
  const refusals = useTranslations("staff.refusals");
  const locale = useLocale();
  return ({ refusal, elsewhere }) => {
    if (refusal === "planned-elsewhere" && elsewhere) {
      const hours = {
        from: sayHour(elsewhere.span.start, elsewhere.timeZone, locale),
        to: sayHour(elsewhere.span.end, elsewhere.timeZone, locale),
      };
      return elsewhere.place === undefined
        ? panel("elsewhereUnnamed", hours)
        : panel("elsewhere", { place: elsewhere.place, ...hours });
    }
    if (refusal === "absent") return panel("absent");
    if (refusal === "no-role-there") return panel("noRole");
    if (refusal === "planned-here") return panel("here");
    return refusal === "no-desk-left" || refusal === "desk-taken"
      ? refusals("noDeskLeft")
      : refusals(refusal === "half-day-cancelled" ? "halfDayCancelled" : "halfDayOver");
  };
}
