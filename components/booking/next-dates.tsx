import { useTranslations } from "next-intl";
import { DayAndHours } from "#components/day-and-hours.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { OtherHalfDay } from "#lib/booking/cancelled-half-day.ts";

/** Half-days to which somebody may come whose appointment the service cancelled; nothing when none is planned. */
export function NextDates({ others }: { others: readonly OtherHalfDay[] }) {
  const t = useTranslations("appointment");
  const place = useTranslations("place");
  if (others.length === 0) return null;
  return (
    <section aria-labelledby="dates" className="grid gap-2">
      <h2 id="dates">{t("nextDates")}</h2>
      <ul className="grid gap-2">
        {others.map(({ permanence, span, timeZone, place: there, access }) => (
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
            <p className="text-soft">{place(access === "walk-in" ? "walkIn" : access)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
