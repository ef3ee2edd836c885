import { useTranslations } from "next-intl";
import { FrenchText } from "#components/ui/french-text.tsx";
import type { TownWithPlaces } from "#lib/place/group-by-town.ts";
import type { Place } from "#lib/place/place.ts";
import { closureSentence, type ClosureToTell } from "#lib/schedule/closure-sentence.ts";
import { type Permanence, opennessOf } from "#lib/schedule/permanence.ts";
import type { Instant } from "#lib/time/instant.ts";
import { DayAndHours } from "#components/day-and-hours.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Card } from "#components/ui/card.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { CallLink } from "#components/call-link.tsx";
import { HowToCome } from "#components/how-to-come.tsx";
import { ClosedWords } from "./closed-words.tsx";
import { AddressLine, PlaceFacts } from "./way-there.tsx";

type ListedPlace = Place & { readonly next?: Permanence; readonly closure?: ClosureToTell };
type Town = TownWithPlaces<ListedPlace>;

/** Places with a planned half-day in the order given, then the others by town, which say to call first. */
export function PlaceList({
  soon,
  towns,
  now,
}: {
  soon: readonly ListedPlace[];
  towns: readonly Town[];
  now: Instant;
}) {
  const t = useTranslations("place.list");
  return (
    <>
      {soon.length > 0 && (
        <section aria-labelledby="soon" className="grid gap-3">
          <h2 id="soon">{t("soon")}</h2>
          <ul className={`grid gap-2.5 ${soon.length > 1 ? "md:grid-cols-2" : ""}`}>
            {soon.map((place) => (
              <PlaceRow key={place.id} place={place} now={now} heading="h3" />
            ))}
          </ul>
        </section>
      )}
      {towns.length > 0 && (
        <section aria-labelledby="others" className="grid gap-5">
          <div>
            <h2 id="others">{t("others")}</h2>
            <p>{t("othersWhat")}</p>
          </div>
          <Towns towns={towns} now={now} />
        </section>
      )}
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
 * Each town with its places, two beside each other on a wide screen; so are two towns of one place. `without`: what a
 * place says that has no planned half-day.
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

/**
 * A place in a list: name, address, that it is shut, next half-day with how to come; without one, whom to call. The
 * rest of the row is one link.
 */
function PlaceRow({
  place,
  now,
  without,
  heading: Heading = "h4",
}: {
  place: ListedPlace;
  now: Instant;
  without?: string | undefined;
  heading?: "h3" | "h4";
}) {
  // A half-day that a closure keeps may not be held.
  const next = place.next?.shut === undefined ? place.next : undefined;
  return (
    <Card as="li" className="relative flex items-start justify-between gap-3">
      <div className="grid gap-0.5">
        <Heading className="text-[1.11rem] leading-snug font-bold">
          <PageLink
            href={`/lieux/${place.slug}`}
            className="text-ink no-underline after:absolute after:inset-0 after:rounded-card focus-visible:outline-none focus-visible:after:outline-3 focus-visible:after:outline-offset-3 focus-visible:after:outline-ink"
          >
            <FrenchText text={place.name} />
          </PageLink>
        </Heading>
        <AddressLine place={{ ...place, city: `${place.postalCode}\u00a0${place.city}` }} />
        {place.closure && (
          <p className="flex items-start gap-2 font-bold text-alert">
            <Icon name="cross" size={22} className="mt-0.5" />
            <span>
              <ClosedWords told={closureSentence(place.closure, now)} zone={place.closure.timeZone} />
            </span>
          </p>
        )}
        {next ? (
          <>
            <NextHours permanence={next} now={now} />
            <PlaceFacts place={place} />
          </>
        ) : (
          <>
            {without !== undefined && <p>{without}</p>}
            {place.phone !== undefined && (
              <div className="relative justify-self-start">
                <CallLink phone={place.phone} />
              </div>
            )}
          </>
        )}
      </div>
      <Icon name="arrow" size={22} className="self-center text-accent" />
    </Card>
  );
}

function NextHours({ permanence, now }: { permanence: Permanence; now: Instant }) {
  const home = useTranslations("home");
  const t = useTranslations("place.list");
  return (
    <>
      {opennessOf(permanence, now) === "open" ? (
        <p className="flex items-center gap-2 font-bold text-ok">
          <Icon name="dot" size={20} />
          {home("now")}
        </p>
      ) : (
        <p className="font-bold">
          <span className="font-normal">{t("nextIs")}</span> <DayAndHours {...permanence} />
        </p>
      )}
      <p>
        <HowToCome permanence={permanence} />
      </p>
    </>
  );
}
