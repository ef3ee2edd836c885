import { useLocale, useTranslations } from "next-intl";
import { Icon } from "#components/ui/icon.tsx";
import type { Permanence } from "#lib/schedule/permanence.ts";
import type { Instant } from "#lib/time/instant.ts";
import { sayHour } from "#lib/time/say.ts";

/** In the place of « Ouvert »: no numbers and no calls for a moment; then the hours, by which one may come all the same. */
export function PauseLine({ permanence: { span, timeZone } }: { permanence: Permanence }) {
  const t = useTranslations("place");
  const refusals = useTranslations("refusals");
  const locale = useLocale();
  const hour = (moment: Instant): string => sayHour(moment, timeZone, locale);
  return (
    <div>
      <p className="flex items-center gap-2 font-bold">
        <Icon name="clock" size={22} />
        {refusals("lineSuspended")}
      </p>
      <p>{t("pausedCome")}</p>
      <p className="text-soft">{t("hours", { from: hour(span.start), to: hour(span.end) })}</p>
    </div>
  );
}
