import { useLocale, useTranslations } from "next-intl";
import type { SoonestHour } from "#lib/booking/soonest-hour.ts";
import { sayDay } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";
import { SoonestLink } from "./soonest-link.tsx";

type Given = { topic: string; hours: readonly SoonestHour[]; typed?: string | undefined };

/** The free hours, the soonest first and largest, the others day by day. `typed`: a form that was filled before, sealed. */
export function SoonestHours({ topic, typed, hours: [first, ...others] }: Given) {
  const t = useTranslations("booking.soonest");
  if (!first) return null;
  return (
    <>
      <section aria-labelledby="premiere" className="grid gap-2.5">
        <h2 id="premiere">{t("first")}</h2>
        <Day hour={first} />
        <SoonestLink topic={topic} typed={typed} hour={first} first />
      </section>
      {others.length > 0 && (
        <section aria-labelledby="ensuite" className="grid gap-3">
          <h2 id="ensuite">{t("then")}</h2>
          <SoonestDays topic={topic} typed={typed} hours={others} />
        </section>
      )}
    </>
  );
}

/** Free hours under their days. */
export function SoonestDays({ topic, typed, hours }: Given) {
  return [...Map.groupBy(hours, dateOf)].map(([date, held]) => (
    <div key={date} className="grid gap-2.5">
      {held[0] && <Day hour={held[0]} />}
      <ul className="grid gap-2.5 md:grid-cols-2">
        {held.map((hour) => (
          <li key={`${hour.permanence} ${hour.span.start}`} className="grid">
            <SoonestLink topic={topic} typed={typed} hour={hour} />
          </li>
        ))}
      </ul>
    </div>
  ));
}

const Day = ({ hour }: { hour: SoonestHour }) => (
  <h3 className="first-letter:uppercase">{sayDay(dateOf(hour), useLocale())}</h3>
);

const dateOf = ({ span, timeZone }: SoonestHour): string => localDateOf(span.start, timeZone);
