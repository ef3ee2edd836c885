import { useTranslations, useLocale } from "next-intl";
import { CallLink } from "#components/call-link.tsx";
import { FrenchText } from "../ui/french-text.tsx";
import { phoneHoursOf } from "#lib/place/phone-hours.ts";
import { sayMinuteOfDay, sayWeekday } from "#lib/time/say.ts";

/** The telephone that anybody can call, and when somebody answers. `hours` as the organisation wrote them. */
export function Telephone({ phone, hours }: { phone?: string | undefined; hours?: string | undefined }) {
  const t = useTranslations("site");
  if (phone === undefined) return <p className="font-bold">{t("noPhone")}</p>;
  return (
    <div>
      <CallLink phone={phone} large />
      {hours !== undefined && (
        <p>
          <PhoneHours hours={hours} />
        </p>
      )}
    </div>
  );
}

/** When somebody answers the telephone; hours that cannot be parsed are shown as the organisation wrote them. */
export function PhoneHours({ hours }: { hours: string }) {
  const t = useTranslations("site");
  const locale = useLocale();
  const read = phoneHoursOf(hours);
  if (!read) return t.rich("callWhen", { hours: () => <FrenchText text={hours} /> });
  const spans = read.spans.map(({ from, to }) =>
    t("callSpan", { from: sayMinuteOfDay(from, locale), to: sayMinuteOfDay(to, locale) }),
  );
  const hoursText = new Intl.ListFormat(locale, { type: "conjunction" }).format(spans);
  if (!read.days) return t("callHours", { hours: hoursText });
  return t("callDays", {
    first: sayWeekday(read.days.first, locale),
    last: sayWeekday(read.days.last, locale),
    hours: hoursText,
  });
}
