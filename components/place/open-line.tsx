import { useLocale, useTranslations } from "next-intl";
import { CallLink } from "#components/call-link.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { opennessOf, type Permanence } from "#lib/schedule/permanence.ts";
import type { Instant } from "#lib/time/instant.ts";
import { sayClockTime, sayHour } from "#lib/time/say.ts";

/** « Ouvert » only when a person confirmed it, and when she did; before that « normalement ouvert » (DESIGN, Visit states), and whom to call to be sure. */
export function OpenLine({ permanence, now }: { permanence: Permanence & { readonly call?: string }; now: Instant }) {
  const t = useTranslations("place");
  const locale = useLocale();
  const { span, timeZone, openedAt } = permanence;
  const hour = sayHour(span.end, timeZone, locale);
  if (opennessOf(permanence, now) !== "open") {
    return (
      <div>
        <p className="flex items-center gap-2 font-bold">
          <Icon name="clock" size={22} />
          {t("normallyOpen", { hour })}
        </p>
        <p className="text-soft">
          {t("notConfirmed")}
          {permanence.call !== undefined && <> {t("callFirst")}</>}
        </p>
        {permanence.call !== undefined && <CallLink phone={permanence.call} />}
      </div>
    );
  }
  return (
    <div>
      <p className="flex items-center gap-2 font-bold text-ok">
        <Icon name="dot" size={22} />
        {t("openUntil", { hour })}
      </p>
      {openedAt !== undefined && (
        <p className="text-soft">{t("confirmed", { hour: sayClockTime(openedAt, timeZone, locale) })}</p>
      )}
    </div>
  );
}
