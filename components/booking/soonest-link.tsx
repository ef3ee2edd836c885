import { useLocale } from "next-intl";
import { Icon } from "#components/ui/icon.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Written } from "#components/ui/written.tsx";
import { whereOf } from "#lib/place/where.ts";
import type { SoonestHour } from "#lib/booking/soonest-hour.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { isoInZone, localDateOf } from "#lib/time/zone.ts";
import { bookingAddress } from "./addresses.ts";

/**
 * A free hour; one touch leads to its booking form, with the procedure and the hour chosen, and what was `typed` before.
 * It stands under its day, and says it to whoever hears a list of links. `first`: the news of the page, the largest.
 */
export function SoonestLink({
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
          <Written words={place.name} />
          <span className="sr-only">.</span>
        </span>{" "}
        <span className={`leading-snug ${first ? "" : "text-soft"}`}>
          <Written words={whereOf(place)} />
        </span>
      </span>
      <Icon name="arrow" size={22} className={first ? "" : "text-accent"} />
    </PageLink>
  );
}
