import { useLocale, useTranslations } from "next-intl";
import type { SoonestHour } from "#lib/booking/soonest-hours.ts";
import type { Instant } from "#lib/time/instant.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { localDateOf, isoInZone } from "#lib/time/zone.ts";
import { Icon } from "#components/ui/icon.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { addressLine } from "#lib/place/address-line.ts";
import { bookingAddress } from "#components/booking-addresses.ts";
import type { ReactNode } from "react";
import { Notice } from "#components/ui/notice.tsx";

type Props = { topic: string; hours: readonly SoonestHour[]; now: Instant; typed?: string | undefined };

/** The free hours: the soonest one large, the others grouped by day. `typed`: a form filled in before, sealed. */
export function SoonestHours({ topic, typed, now, hours: [first, ...others] }: Props) {
  const t = useTranslations("booking.soonest");
  if (!first) return null;
  return (
    <>
      <section aria-labelledby="premiere" className="grid gap-2.5">
        <h2 id="premiere">{t("first")}</h2>
        <Day hour={first} now={now} />
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

/** Free hours grouped by day. `now`: when what an hour of today is worth is to be said here. */
function SoonestDays({ topic, typed, hours, now }: Omit<Props, "now"> & { now?: Instant }) {
  return [...Map.groupBy(hours, dateOf)].map(([date, held]) => (
    <div key={date} className="grid gap-2.5">
      {held[0] && <Day hour={held[0]} {...(now !== undefined && { now })} />}
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

/** The day of an hour; with `now`, under today, what an hour of today is worth. */
function Day({ hour, now }: { hour: SoonestHour; now?: Instant }) {
  const t = useTranslations("appointment");
  const date = dateOf(hour);
  return (
    <div>
      <h3 className="first-letter:uppercase">{sayDay(date, useLocale())}</h3>
      {now !== undefined && date === localDateOf(now, hour.timeZone) && <p>{t("today")}</p>}
    </div>
  );
}

const dateOf = ({ span, timeZone }: SoonestHour): string => localDateOf(span.start, timeZone);

/**
 * A free hour, linked to its booking form with the procedure, the hour and what was `typed` before. Includes its day
 * for screen readers that list links. `first`: the soonest one, the largest.
 */
function SoonestLink({
  topic,
  typed,
  hour: { permanence, timeZone, place, span },
  first = false,
}: {
  topic: string;
  typed: string | undefined;
  hour: SoonestHour;
  first?: boolean;
}) {
  const locale = useLocale();
  return (
    <PageLink
      href={bookingAddress(permanence, { topic, hour: isoInZone(span.start, timeZone), typed })}
      className={`flex min-h-18 items-center justify-between gap-3 rounded-card border-2 border-accent px-4.5 py-3 no-underline ${first ? "bg-accent text-white" : "bg-card text-ink"}`}
    >
      <span className="grid">
        <span className="sr-only">{sayDay(localDateOf(span.start, timeZone), locale)}. </span>
        <strong className={first ? "text-[1.67rem] leading-tight" : "text-[1.17rem] leading-snug"}>
          <bdi className="whitespace-nowrap">{sayHour(span.start, timeZone, locale)}</bdi>
          <span className="sr-only">. </span>
        </strong>
        <span className="leading-snug">
          <FrenchText text={place.name} />
          <span className="sr-only">.</span>
        </span>{" "}
        <span className={`leading-snug ${first ? "" : "text-soft"}`}>
          <FrenchText text={addressLine(place)} />
        </span>
      </span>
      <Icon name="arrow" size={22} className={first ? "" : "text-accent"} />
    </PageLink>
  );
}

/** No hour is free: hours of the nearest town, the telephone, or coming without an appointment. */
export function NoSoonestHour({
  why,
  topic = "",
  typed,
  elsewhere,
  telephone,
  now,
}: {
  why: "none" | "nothing";
  topic?: string;
  typed?: string | undefined;
  elsewhere?: { readonly town: string; readonly hours: readonly SoonestHour[] } | undefined;
  telephone: ReactNode;
  now: Instant;
}) {
  const t = useTranslations("booking.soonest");
  const home = useTranslations("home");
  const none = useTranslations("booking.none");
  return (
    <section className="grid gap-4">
      <Notice>{t(why)}</Notice>
      {elsewhere && (
        <div className="grid gap-3">
          <h2>{t.rich("elsewhere", { town: () => <FrenchText text={elsewhere.town} /> })}</h2>
          <SoonestDays topic={topic} typed={typed} hours={elsewhere.hours} now={now} />
        </div>
      )}
      <div>
        <p>{home("callUs")}</p>
        {telephone}
      </div>
      <p>
        <PageLink href="/" className="inline-flex min-h-target items-center font-bold">
          {none("walkInGo")}
        </PageLink>
      </p>
    </section>
  );
}
