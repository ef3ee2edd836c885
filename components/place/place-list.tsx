import { useTranslations } from "next-intl";
import { Written } from "#components/ui/written.tsx";
import { byTown, type Town } from "#lib/place/by-town.ts";
import type { Place } from "#lib/place/place.ts";
import type { Permanence } from "#lib/schedule/permanence.ts";
import type { Instant } from "#lib/time/instant.ts";
import { PlaceRow } from "./place-row.tsx";

type Listed = Place & { readonly next?: Permanence };

/** All places: first those where help is planned, then the others, which say so; each under its town, in one order of towns. */
export function PlaceList({ places, now }: { places: readonly Listed[]; now: Instant }) {
  const t = useTranslations("place.list");
  const towns = byTown(places);
  return (
    <>
      {(["soon", "others"] as const)
        .map((key) => [key, only(towns, key === "soon")] as const)
        .filter(([, listed]) => listed.length > 0)
        .map(([key, listed]) => (
          <section key={key} aria-labelledby={key} className="grid gap-4">
            <div>
              <h2 id={key}>{t(key)}</h2>
              {key === "others" && <p className="text-soft">{t("othersWhat")}</p>}
            </div>
            {listed.map((town) => (
              <div key={town.city} className="grid gap-2.5">
                <h3>
                  <Written words={town.city} />
                </h3>
                <ul className="grid gap-2.5 md:grid-cols-2">
                  {town.places.map((place) => (
                    <PlaceRow key={place.id} place={place} now={now} />
                  ))}
                </ul>
              </div>
            ))}
          </section>
        ))}
    </>
  );
}

/** The towns with those of their places where help is planned, or is not. */
const only = (towns: readonly Town<Listed>[], planned: boolean): readonly Town<Listed>[] =>
  towns
    .map(({ city, places }) => ({ city, places: places.filter(({ next }) => (next !== undefined) === planned) }))
    .filter(({ places }) => places.length > 0);
