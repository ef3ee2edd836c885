import type { Metadata } from "next";
import { getMessages, getTranslations } from "next-intl/server";
import { titleHeldBy } from "#app/[locale]/title-of-page.ts";
import { cache } from "react";
import { otherLanguagesOf } from "#i18n/languages.ts";
import type { Locale } from "#i18n/routing.ts";
import { NumberCards, type OtherPictures } from "#components/queue/number-cards.tsx";
import { NotFound } from "#components/site/not-found.tsx";
import { SiteFrame } from "#components/site/site-frame.tsx";
import { PrintButton } from "#components/ui/print-button.tsx";
import { readOperator, readOperatorOf } from "#lib/server/place/read-operator.ts";
import { readPlace } from "#lib/server/place/read-places.ts";
import "#app/[locale]/print.css";

export const dynamic = "force-dynamic";

type Props = { params: Promise<{ locale: Locale; place: string }>; searchParams: Promise<{ a?: string }> };

/** Read once for the title and the page. */
const placeOf = cache(readPlace);

/** As many cards as there are pictures; a place with longer mornings asks for more (`?a=48`). */
const USUAL = 24;
const MOST = 96;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ place: slug }, t] = await Promise.all([params, getTranslations("cards")]);
  const place = await placeOf(slug);
  const title = place ? t("pageTitle", { place: place.name }) : (await getTranslations("site.lost"))("title");
  return {
    title: await titleHeldBy(place?.organisation, title),
    robots: { index: false },
  };
}

export default async function CardsPage({ params, searchParams }: Props) {
  const [{ locale, place: slug }, { a }] = await Promise.all([params, searchParams]);
  const place = await placeOf(slug);
  if (!place)
    return (
      <SiteFrame operator={await readOperator()}>
        <NotFound />
      </SiteFrame>
    );
  const [t, operator] = await Promise.all([getTranslations("cards"), readOperatorOf(place.organisation)]);
  const asked = Number(a);
  const last = Number.isInteger(asked) && 1 <= asked && asked <= MOST ? asked : USUAL;
  const others = await Promise.all(otherLanguagesOf(place, locale).map(picturesIn));
  return (
    <main className="for-paper grid justify-items-center gap-4 p-4 print:block print:p-0">
      <PrintButton label={t("print")} />
      <h1 className="sr-only">{t("pageTitle", { place: place.name })}</h1>
      <NumberCards
        place={place.shortName}
        service={operator?.service}
        numbers={Array.from({ length: last }, (_, index) => index + 1)}
        others={others}
      />
    </main>
  );
}

async function picturesIn(locale: Locale): Promise<OtherPictures> {
  const { pictures } = (await getMessages({ locale })) as { pictures: OtherPictures["names"] };
  return { locale, names: pictures };
}
