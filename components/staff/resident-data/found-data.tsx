import { useLocale, useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { getPathname, type Locale } from "#i18n/routing.ts";
import type { FoundResident } from "#lib/booking/found-appointment.ts";
import { sayClockTime, sayDay } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";

const KEEPS = ["name", "phone", "email"] as const;

/**
 * What was found under a code: where and when, which kinds of data are kept, never the data; and what can be done with
 * it.
 */
export function FoundData({ found }: { found: FoundResident }) {
  const t = useTranslations("staff.residentData");
  const locale = useLocale() as Locale;
  const { kind, place, start, timeZone, number, keeps, toCome, ref } = found;
  const kept = KEEPS.filter((one) => keeps[one]).map((one) => t(`keeps.${one}`));
  const when = { day: sayDay(localDateOf(start, timeZone), locale), hour: sayClockTime(start, timeZone, locale) };
  return (
    <Card as="li" className="grid gap-4">
      <div className="grid gap-1">
        <h2>{kind === "appointment" ? t("appointment", when) : t("number", { number: number ?? 0 })}</h2>
        <p>
          <FrenchText text={place} />
        </p>
        <p>{kept.length > 0 ? t("keeps.some", { kinds: kept.join(", ") }) : t("keeps.none")}</p>
        {toCome && <p className="font-bold">{t("cancelledFirst")}</p>}
      </div>
      <div className="flex flex-wrap gap-3">
        <form
          method="post"
          action={getPathname({ href: "/conseiller/donnees/exporter", locale })}
          className="flex flex-wrap gap-3"
        >
          <input type="hidden" name="ref" value={ref} />
          <Button type="submit" name="format" value="html" look="ghost">
            {t("export")}
          </Button>
          <Button type="submit" name="format" value="json" look="quiet">
            {t("exportJson")}
          </Button>
        </form>
        <form method="post" action={getPathname({ href: "/conseiller/donnees/effacer", locale })}>
          <input type="hidden" name="ref" value={ref} />
          <Button type="submit">{t("erase")}</Button>
        </form>
      </div>
    </Card>
  );
}
