import { useLocale } from "next-intl";
import { Icon } from "#components/ui/icon.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { SoonestHour } from "#lib/booking/soonest-hour.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { isoInZone, localDateOf } from "#lib/time/zone.ts";

/** A free hour; one touch leads to its booking form, with the procedure and the hour chosen. `first`: the news of the page, with its day. */
export function SoonestLink({ topic, hour: { permanence, timeZone, place, span }, first = false }: { topic: string; hour: SoonestHour; first?: boolean }) {
  const locale = useLocale();
  const chosen = new URLSearchParams({ demarche: topic, heure: isoInZone(span.start, timeZone) });
  return (
    <PageLink
      href={`/permanences/${permanence}/rendez-vous?${chosen}`}
      className={`flex min-h-18 items-center justify-between gap-3 rounded-card border-2 border-accent px-4.5 py-3 no-underline ${first ? "bg-accent text-white" : "bg-card text-ink"}`}
    >
      <span className="grid">
        {first && <span className="inline-block first-letter:uppercase">{sayDay(localDateOf(span.start, timeZone), locale)}</span>}
        <strong className={first ? "text-[1.67rem] leading-tight" : "text-[1.17rem] leading-snug"}><bdi className="whitespace-nowrap">{sayHour(span.start, timeZone, locale)}</bdi></strong>
        <bdi className="leading-snug">{place.name}</bdi>
      </span>
      <Icon name="arrow" size={22} className={first ? "" : "text-accent"} />
    </PageLink>
  );
}
