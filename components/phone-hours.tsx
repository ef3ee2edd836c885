import { useLocale, useTranslations } from "next-intl";
import { FrenchText } from "./ui/french-text.tsx";
import { phoneHoursOf } from "#lib/place/phone-hours.ts";
import { sayPhoneHours } from "#lib/place/say-phone-hours.ts";
import { useHoursTexts } from "./use-hours-texts.ts";

/** When somebody answers the telephone; hours that cannot be parsed are shown as the organisation wrote them. */
export function PhoneHours({ hours }: { hours: string }) {
  const t = useTranslations("site");
  const locale = useLocale();
  const texts = useHoursTexts();
  const read = phoneHoursOf(hours);
  if (!read) return t.rich("callWhen", { hours: () => <FrenchText text={hours} /> });
  const said = sayPhoneHours(read, texts, locale);
  return "anyDay" in read ? t("callHours", { hours: said }) : t("callDays", { hours: said });
}
