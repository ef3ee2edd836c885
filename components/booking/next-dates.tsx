import { useTranslations } from "next-intl";
import { DayAndHours } from "#components/day-and-hours.tsx";
import { HowToCome } from "#components/how-to-come.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { OtherHalfDay } from "#lib/booking/cancelled-half-day.ts";

/** Half-days to which somebody may come whose appointment the service cancelled; nothing when none is planned. */
export function NextDates({ others }: { others: readonly OtherHalfDay[] }) {
  const t = useTranslations("appointment");
  if (others.length === 0) return null;
  return (
    <section aria-labelledby="dates" className="grid gap-2">
      <h2 id="dates">{t("nextDates")}</h2>
      <ul className="grid gap-2">
        {others.map(({ permanence, span, timeZone, place: there, windows }) => (
          <li key={permanence}>
            <PageLink
              href={`/permanences/${permanence}`}
              className="inline-flex min-h-target items-center font-bold [&_span]:underline"
            >
              <span>
                <DayAndHours span={span} timeZone={timeZone} />
              </span>
            </PageLink>
            <p>
              <FrenchText text={there.name} />
            </p>
            <p className="text-soft">
              <HowToCome permanence={{ windows, timeZone }} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
