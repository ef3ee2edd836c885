import { getMessages, getTranslations } from "next-intl/server";
import { otherLanguagesOf } from "#i18n/languages.ts";
import type { Locale } from "#i18n/routing.ts";
import { NumberCards, type OtherPictures } from "#components/queue/number-cards.tsx";
import { readOperatorOf } from "#lib/server/place/read-operator.ts";
import { ForPaper, NoPlace, paperMetadata, placeOf, type PaperPageProps } from "../paper-page.tsx";

export const dynamic = "force-dynamic";

export const generateMetadata = (props: PaperPageProps) =>
  paperMetadata(props, async (place) => (await getTranslations("cards"))("pageTitle", { place }));

/** As many cards as there are pictures; a place with longer mornings asks for more (`?a=48`). */
const USUAL = 24;
const MOST = 96;

export default async function CardsPage({ params, searchParams }: PaperPageProps) {
  const [{ locale, place: slug }, { a }] = await Promise.all([params, searchParams]);
  const place = await placeOf(slug);
  if (!place) return <NoPlace />;
  const [t, operator] = await Promise.all([getTranslations("cards"), readOperatorOf(place.organisation)]);
  const asked = Number(a);
  const last = Number.isInteger(asked) && 1 <= asked && asked <= MOST ? asked : USUAL;
  const others = await Promise.all(otherLanguagesOf(place, locale).map(picturesIn));
  return (
    <ForPaper print={t("print")}>
      <h1 className="sr-only">{t("pageTitle", { place: place.name })}</h1>
      <NumberCards
        place={place.shortName}
        service={operator?.service}
        numbers={Array.from({ length: last }, (_, index) => index + 1)}
        others={others}
      />
    </ForPaper>
  );
}

async function picturesIn(locale: Locale): Promise<OtherPictures> {
  const { pictures } = (await getMessages({ locale })) as { pictures: OtherPictures["names"] };
  return { locale, names: pictures };
}
