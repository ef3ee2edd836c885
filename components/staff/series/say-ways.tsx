import { useLocale, useTranslations } from "next-intl";
import { sayMinuteOfDay } from "#lib/time/say.ts";
import type { Mode } from "#lib/schedule/permanence.ts";

/**
 * The hours of a series, in minutes of the day, and its windows, in minutes from the start, each with how people come
 * then.
 */
type Ways = {
  readonly startMinute: number;
  readonly windows: readonly { readonly from: number; readonly to: number; readonly mode: Mode }[];
};

/**
 * How people come to the half-days of a series: « 9 h – 10 h sur rendez‑vous, 10 h – 12 h sans rendez‑vous ». Without
 * windows it is without an appointment.
 */
export function SayWays({ series: { startMinute, windows } }: { series: Ways }) {
  const t = useTranslations("staff.planning");
  const access = useTranslations("share.feed.access");
  const locale = useLocale();
  if (windows.length === 0) return access("walk-in");
  const at = (minute: number): string => sayMinuteOfDay(startMinute + minute, locale);
  return windows
    .map(({ from, to, mode }) => `${t("hours", { from: at(from), to: at(to) })} ${access(mode)}`)
    .join(locale === "ar" ? "، " : ", ");
}
