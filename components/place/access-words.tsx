import { useLocale, useTranslations } from "next-intl";
import { accessOf, type Permanence } from "#lib/schedule/permanence.ts";
import { sayHour } from "#lib/time/say.ts";

/** Whether one needs an appointment; when appointments come first, from when one may come without. */
export function AccessWords({ permanence }: { permanence: Pick<Permanence, "windows" | "timeZone"> }) {
  const t = useTranslations("place");
  const locale = useLocale();
  const access = accessOf(permanence.windows);
  if (access === "walk-in") return t("walkIn");
  if (access === "appointment") return t("appointment");
  const [first] = permanence.windows.filter(({ mode }) => mode !== "appointment").sort((a, b) => a.span.start - b.span.start);
  const begins = permanence.windows.some(({ mode, span }) => mode === "appointment" && first && span.start < first.span.start);
  return begins && first ? t("appointmentsFirst", { hour: sayHour(first.span.start, permanence.timeZone, locale) }) : t("mixed");
}
