import { useTranslations } from "next-intl";
import { DayAndHours } from "#components/day-and-hours.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Card } from "#components/ui/card.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Written } from "#components/ui/written.tsx";
import type { Place } from "#lib/place/place.ts";
import { opennessOf, type Permanence } from "#lib/schedule/permanence.ts";
import type { Instant } from "#lib/time/instant.ts";
import { Where } from "./where.tsx";

/** A place in the list of its town: its name, its address, when it is next open. The whole row is one link. */
export function PlaceRow({ place, now }: { place: Place & { readonly next?: Permanence }; now: Instant }) {
  return (
    <Card as="li" className="relative flex items-start justify-between gap-3">
      <div className="grid gap-0.5">
        <h4 className="text-[1.11rem] leading-snug font-bold">
          <PageLink
            href={`/lieux/${place.slug}`}
            className="text-ink no-underline after:absolute after:inset-0 after:rounded-card focus-visible:outline-none focus-visible:after:outline-3 focus-visible:after:outline-offset-3 focus-visible:after:outline-ink"
          >
            <Written words={place.name} />
          </PageLink>
        </h4>
        <Where place={place} />
        {place.next && <NextHours permanence={place.next} now={now} />}
      </div>
      <Icon name="arrow" size={22} className="self-center text-accent" />
    </Card>
  );
}

function NextHours({ permanence, now }: { permanence: Permanence; now: Instant }) {
  const t = useTranslations("home");
  if (opennessOf(permanence, now) === "open")
    return (
      <p className="flex items-center gap-2 font-bold text-ok">
        <Icon name="dot" size={20} />
        {t("now")}
      </p>
    );
  return (
    <p className="font-bold">
      <DayAndHours {...permanence} />
    </p>
  );
}
