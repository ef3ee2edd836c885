import { useLocale, useTranslations } from "next-intl";
import { Written } from "#components/ui/written.tsx";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";
import type { HeldAppointment } from "#lib/wire/booking.ts";

/** The appointment as it stands, in one look, on the pages that change it. */
export function WhenAndWhere({
  held: { span, timeZone, place },
}: {
  held: Pick<HeldAppointment, "span" | "timeZone" | "place">;
}) {
  const t = useTranslations("appointment");
  const locale = useLocale();
  return (
    <div className="rounded-card border-2 border-hair bg-card px-4 py-3">
      <p className="text-soft">{t("title")}</p>
      <p className="text-lg font-bold first-letter:uppercase">
        {t.rich("when", {
          day: () => sayDay(localDateOf(span.start, timeZone), locale),
          hour: () => <bdi className="whitespace-nowrap">{sayHour(span.start, timeZone, locale)}</bdi>,
        })}
      </p>
      <p>
        <Written words={place.name} />
      </p>
    </div>
  );
}
