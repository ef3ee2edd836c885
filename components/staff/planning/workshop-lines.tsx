import { useLocale, useTranslations } from "next-intl";
import { FrenchText } from "#components/ui/french-text.tsx";
import type { WorkshopOfWeek } from "#lib/schedule/planned-week.ts";
import { sayHour } from "#lib/time/say.ts";

/**
 * A workshop in the week: its hours, title, and how many places are taken. It leads nowhere: nobody is planned at one.
 * `place`: whether its place is seen.
 */
export function WorkshopLines({ workshop, place = false }: { workshop: WorkshopOfWeek; place?: boolean }) {
  const t = useTranslations("staff.planning");
  const locale = useLocale();
  const { span, timeZone, title, cancelled, booked, capacity } = workshop;
  const [from, to] = [span.start, span.end].map((at) => sayHour(at, timeZone, locale));
  return (
    <div className="rounded-control border-2 border-dashed border-accent p-1.5 wrap-anywhere print:break-inside-avoid">
      <span className={place ? "block font-bold" : "sr-only"}>
        <FrenchText text={workshop.place} />
      </span>
      <span className={`block font-bold ${cancelled ? "line-through" : ""}`}>
        {t("hours", { from: from ?? "", to: to ?? "" })}
      </span>
      <span className="block">{t.rich("workshop", { title: () => <FrenchText text={title} /> })}</span>
      <span className="block">{cancelled ? t("cancelledWorkshop") : t("taken", { booked, capacity })}</span>
    </div>
  );
}
