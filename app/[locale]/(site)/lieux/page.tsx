import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PlaceRow } from "#components/place/place-row.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { clock } from "#lib/server/clock.ts";
import { readPlaces } from "#lib/server/place/read-places.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("place.list");
  return { title: t("title") };
}

export default async function PlacesPage() {
  const [t, places] = await Promise.all([getTranslations("place.list"), readPlaces()]);
  const now = clock.now();
  const held = places.filter(({ next }) => next !== undefined);
  const others = places.filter(({ next }) => next === undefined);
  return (
    <div className="grid gap-6">
      <div>
        <h1>{t("title")}</h1>
        <p className="mt-2 text-lg text-soft">{t("lead")}</p>
      </div>
      {places.length === 0 && <Notice>{t("none")}</Notice>}
      {[["soon", held] as const, ["others", others] as const].filter(([, listed]) => listed.length > 0).map(([key, listed]) => (
        <section key={key} aria-labelledby={key} className="grid gap-3">
          <h2 id={key}>{t(key)}</h2>
          <ul className="grid gap-2.5 md:grid-cols-2">{listed.map((place) => <PlaceRow key={place.id} place={place} now={now} />)}</ul>
        </section>
      ))}
    </div>
  );
}
