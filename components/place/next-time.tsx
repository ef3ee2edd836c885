import { useLocale, useTranslations } from "next-intl";
import { DayAndHours } from "#components/day-and-hours.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Written } from "#components/ui/written.tsx";
import { sayHour } from "#lib/time/say.ts";
import { AccessWords } from "./access-words.tsx";
import type { HeldHere } from "./held-here.ts";
import { Where } from "./where.tsx";

/** One half-day to come, said whole: its day and hours, or the hour alone where it is `today`; its place; how one may come. */
export function NextTime({ held, today }: { held: HeldHere; today: boolean }) {
  const t = useTranslations("place");
  const locale = useLocale();
  return (
    <div className="font-normal">
      {today ? (
        <p>{t("todayAt", { hour: sayHour(held.span.start, held.timeZone, locale) })}</p>
      ) : (
        <p>
          <DayAndHours {...held} />
        </p>
      )}
      <PageLink href={`/permanences/${held.id}`} className="inline-flex min-h-target items-center font-bold">
        <Written words={held.at.name} />
      </PageLink>
      <Where place={held.at} />
      <p>
        <AccessWords permanence={held} />
      </p>
    </div>
  );
}
