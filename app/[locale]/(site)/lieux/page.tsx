import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { shownOrganisation, type OwnPage } from "#app/[locale]/(site)/shown-organisation.ts";
import { titleFor } from "#app/[locale]/_every-page/title-of-page.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { PlaceList, PlacesByTown } from "#components/place/place-list.tsx";
import {
  CountedPlaces,
  FoundPlaces,
  NoPlaceFound,
  PlacePages,
  PlaceSearch,
  TownPages,
} from "#components/place/place-search.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { cleanText } from "#lib/place/clean-text.ts";
import { clock } from "#lib/server/clock.ts";
import { findPlaces, type PlacesInOrder } from "#lib/server/schedule/find-places.ts";

type Query = Partial<Record<"q" | "page" | "apres", string | string[]>>;
type Props = OwnPage & { searchParams: Promise<Query> };

/** Places that are seen at a glance, without a search. */
const AT_A_GLANCE = 12;

/** Read once for the title and the page. */
const read = cache(
  (text: string | undefined, page: number, after: string | undefined, organisation: string | undefined) =>
    findPlaces({ text, page, after, organisation }),
);

async function asked({ params, searchParams }: Props) {
  const [organisation, { q, page, apres }] = await Promise.all([shownOrganisation(params), searchParams]);
  const text = cleanText(singleValue(q));
  const found = await read(text, pageOf(singleValue(page)), singleValue(apres), organisation?.onlyOf);
  return { organisation, text, found };
}

/** A page number; the first page for anything else. */
const pageOf = (written: string | undefined): number => (/^[1-9]\d{0,3}$/u.test(written ?? "") ? Number(written) : 1);

/**
 * A search has its own title, with what it found, for people who listen to the page or have several tabs (RGAA 8.6).
 */
export async function generateMetadata(props: Props): Promise<Metadata> {
  const [list, search, { organisation, text, found }] = await Promise.all([
    getTranslations("place.list"),
    getTranslations("place.search"),
    asked(props),
  ]);
  if (found.kind === "by-town") return { title: titleFor(list("title"), organisation) };
  const { page, pages } = found;
  const told = search(found.more ? "titleMany" : "title", { asked: text ?? "", places: found.found });
  const title = text === undefined ? list("title") : told;
  return { title: titleFor(pages > 1 ? `${title} · ${search("page", { page, pages })}` : title, organisation) };
}

export default async function PlacesPage(props: Props) {
  const [t, { text, found }] = await Promise.all([getTranslations("place.list"), asked(props)]);
  return (
    <div className="grid gap-6">
      <div>
        <h1>{t("title")}</h1>
        <p className="mt-2 text-lg">{t("lead")}</p>
      </div>
      {(text !== undefined || found.kind === "by-town" || found.found > AT_A_GLANCE) && <PlaceSearch text={text} />}
      {found.kind === "in-order" ? (
        <InOrder text={text} found={found} />
      ) : (
        <>
          <PlacesByTown towns={found.towns} now={clock.now()} />
          <TownPages {...found} />
        </>
      )}
    </div>
  );
}

async function InOrder({ text, found }: { text: string | undefined; found: PlacesInOrder }) {
  const t = await getTranslations("place.list");
  if (found.found === 0)
    return text === undefined ? (
      <Notice>
        <p>{t("none")}</p>
      </Notice>
    ) : (
      <NoPlaceFound text={text} />
    );
  return (
    <>
      {text !== undefined && <FoundPlaces text={text} {...found} />}
      {text === undefined && found.pages > 1 && <CountedPlaces {...found} />}
      <PlaceList soon={found.soon} towns={found.towns} now={clock.now()} />
      <PlacePages text={text} {...found} />
    </>
  );
}
