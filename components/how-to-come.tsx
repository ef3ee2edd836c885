import { useLocale, useTranslations } from "next-intl";
import { accessOf, type Permanence } from "#lib/schedule/permanence.ts";
import type { Instant } from "#lib/time/instant.ts";
import { sayHour } from "#lib/time/say.ts";

/**
 * Whether residents need an appointment; when appointments come first, from when others may come. As prominent as the
 * hours, so that nobody comes too early. `brief`: on a phone only from when others may come.
 */
export function HowToCome({
  permanence,
  brief = false,
}: {
  permanence: Pick<Permanence, "windows" | "timeZone">;
  brief?: boolean;
}) {
  const t = useTranslations("place");
  const locale = useLocale();
  const access = accessOf(permanence.windows);
  if (access === "walk-in") return t("walkIn");
  if (access === "appointment") return t("appointment");
  const [first] = permanence.windows
    .filter(({ mode }) => mode !== "appointment")
    .sort((a, b) => a.span.start - b.span.start);
  const appointments = permanence.windows.find(
    ({ mode, span }) => mode === "appointment" && first && span.start < first.span.start,
  );
  if (!appointments || !first) return t("mixed");
  const hour = (moment: Instant): string => sayHour(moment, permanence.timeZone, locale);
  return (
    <>
      <span className={`block font-bold text-ink ${brief ? "max-lg:sr-only" : ""}`}>
        {t("appointmentsFirst", { from: hour(appointments.span.start), hour: hour(first.span.start) })}
      </span>{" "}
      <span className={`block font-bold text-ink ${brief ? "max-lg:font-normal max-lg:text-soft" : ""}`}>
        {t("thenWalkIn", { hour: hour(first.span.start) })}
      </span>
    </>
  );
}
