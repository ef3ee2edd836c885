import { useLocale, useTranslations } from "next-intl";
import type { MovedTo } from "#lib/schedule/moved-to.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";

/** « Déplacée : jeudi 3 décembre à 14 h, même adresse. »: when a cancelled half-day is held instead. */
export function MovedWords({ to: { start, timeZone, elsewhere } }: { to: MovedTo }) {
  const t = useTranslations("moved");
  const locale = useLocale();
  const when = { day: sayDay(localDateOf(start, timeZone), locale), hour: sayHour(start, timeZone, locale) };
  return elsewhere === undefined ? t("samePlace", when) : t("elsewhere", { ...when, place: elsewhere });
}
