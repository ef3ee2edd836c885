import { getMessages, getTranslations } from "next-intl/server";
import { otherLanguagesOf } from "#i18n/languages.ts";
import type { Locale } from "#i18n/routing.ts";
import { CardChoices } from "#components/queue/card-choices.tsx";
import { NumberCards, type OtherPictures } from "#components/queue/number-cards.tsx";
import { cardsAsked } from "#lib/queue/line/cards.ts";
import { readOrganisationOf } from "#lib/server/place/read-organisation.ts";
import {
  ForPaper,
  NoPlace,
  paperMetadata,
  placeOf,
  type PaperPageProps,
} from "#app/[locale]/lieux/[place]/paper-page.tsx";

export const generateMetadata = (props: PaperPageProps) =>
  paperMetadata(props, async (place) => (await getTranslations("cards"))("pageTitle", { place }));

/**
 * The cards with numbers of a place: those of the door, or of what its tablets give without network (`?de=101&a=140`).
 */
export default async function CardsPage({ params, searchParams }: PaperPageProps) {
  const [{ locale, place: slug }, { de = "1", a }] = await Promise.all([params, searchParams]);
  const place = await placeOf(slug);
  if (!place) return <NoPlace />;
  const [t, organisation] = await Promise.all([getTranslations("cards"), readOrganisationOf(place.organisation)]);
  const cards = cardsAsked(Number(de), Number(a));
  const others = await Promise.all(otherLanguagesOf(place, locale).map(picturesIn));
  return (
    <ForPaper print={t("print")} after={<CardChoices page={`/lieux/${slug}/cartes`} shown={cards} />}>
      <h1 className="sr-only">{t("pageTitle", { place: place.name })}</h1>
      <NumberCards
        place={place.shortName}
        service={organisation?.service}
        numbers={Array.from({ length: cards.last - cards.first + 1 }, (_, index) => cards.first + index)}
        others={others}
      />
    </ForPaper>
  );
}

async function picturesIn(locale: Locale): Promise<OtherPictures> {
  const { pictures } = (await getMessages({ locale })) as { pictures: OtherPictures["names"] };
  return { locale, names: pictures };
}
