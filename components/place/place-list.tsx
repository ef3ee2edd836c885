import { useTranslations } from "next-intl";
import { FrenchText } from "../ui/french-text.tsx";
import type { TownWithPlaces } from "#lib/place/group-by-town.ts";
import type { Place } from "#lib/place/place.ts";
import { type Permanence, opennessOf } from "#lib/schedule/permanence.ts";
import type { Instant } from "#lib/time/instant.ts";
import { DayAndHours } from "#components/day-and-hours.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Card } from "#components/ui/card.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { AddressLine } from "./way-there.tsx";

type Town = TownWithPlaces<Place & { readonly next?: Permanence }>;

/** Places by town: first those with a planned half-day, then the others, which say so. */
export function PlaceList({ towns, now }: { towns: readonly Town[]; now: Instant }) {
  const t = useTranslations("place.list");
  return (
    <>
      {(["soon", "others"] as const)
        .map((key) => [key, only(towns, key === "soon")] as const)
        .filter(([, listed]) => listed.length > 0)
        .map(([key, listed]) => (
          <section key={key} aria-labelledby={key} className="grid gap-5">
            <div>
              <h2 id={key}>{t(key)}</h2>
              {key === "others" && <p className="text-soft">{t("othersWhat")}</p>}
            </div>
            <Towns towns={listed} now={now} />
          </section>
        ))}
    </>
  );
}

/** Some of very many places, town by town; each says whether a half-day is planned. */
export function PlacesByTown({ towns, now }: { towns: readonly Town[]; now: Instant }) {
  const t = useTranslations("place.list");
  return (
    <section aria-labelledby="villes" className="grid gap-5">
      <h2 id="villes">{t("byTown")}</h2>
      <Towns towns={towns} now={now} without={t("nothing")} />
    </section>
  );
}

/**
 * Each town with its places, two beside each other on a wide screen; so are two towns of one place. `without`: what a place
 * says that has no planned half-day.
 */
const Towns = ({ towns, now, without }: { towns: readonly Town[]; now: Instant; without?: string }) => (
  <div className="grid gap-x-2.5 gap-y-5 md:grid-cols-2">
    {towns.map(({ key, name, places }) => (
      <div key={key} className={`grid content-start gap-2.5 ${places.length > 1 ? "md:col-span-2" : ""}`}>
        <h3>
          <FrenchText text={name} />
        </h3>
        <ul className={`grid gap-2.5 ${places.length > 1 ? "md:grid-cols-2" : ""}`}>
          {places.map((place) => (
            <PlaceRow key={place.id} place={place} now={now} without={without} />
          ))}
        </ul>
      </div>
    ))}
  </div>
);

/** The towns with only those places that have a planned half-day, or only those that have none. */
const only = (towns: readonly Town[], planned: boolean): readonly Town[] =>
  towns
    .map(({ places, ...town }) => ({ ...town, places: places.filter(({ next }) => (next !== undefined) === planned) }))
    .filter(({ places }) => places.length > 0);

/** A place in the list of its town: name, address, next half-day. The whole row is one link. */
function PlaceRow({
  place,
  now,
  without,
}: {
  place: Place & { readonly next?: Permanence };
  now: Instant;
  without: string | undefined;
}) {
  return (
    <Card as="li" className="relative flex items-start justify-between gap-3">
      <div className="grid gap-0.5">
        <h4 className="text-[1.11rem] leading-snug font-bold">
          <PageLink
            href={`/lieux/${place.slug}`}
            className="text-ink no-underline after:absolute after:inset-0 after:rounded-card focus-visible:outline-none focus-visible:after:outline-3 focus-visible:after:outline-offset-3 focus-visible:after:outline-ink"
          >
            <FrenchText text={place.name} />
          </PageLink>
        </h4>
        <AddressLine place={{ ...place, city: `${place.postalCode}\u00a0${place.city}` }} />
        {place.next ? <NextHours permanence={place.next} now={now} /> : without !== undefined && <p>{without}</p>}
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
