import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { requestedSheets } from "#app/[locale]/lieux/[place]/feuille/requested-sheets.ts";
import { ForPaper, NoPlace } from "#app/[locale]/lieux/[place]/paper-page.tsx";
import { titleHeldBy } from "#app/[locale]/_every-page/title-of-page.ts";
import { PaperSheet } from "#components/queue/paper-sheet.tsx";
import { readOrganisationOf } from "#lib/server/place/read-organisation.ts";
import { readPublicPermanence } from "#lib/server/schedule/read-permanence.ts";

type Props = {
  readonly params: Promise<{ locale: string; id: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** Read once for the title and the page. */
const halfDayOf = cache(readPublicPermanence);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const held = await halfDayOf((await params).id);
  const title = held
    ? (await getTranslations("paperSheet"))("pageTitle", { place: held.at.name })
    : (await getTranslations("site.lost"))("title");
  return { title: await titleHeldBy(held?.organisation, title), robots: { index: false } };
}

/**
 * The blank sheet of a half-day, with its day and hours. It says nothing that its public page does not say, so that it
 * opens without login.
 */
export default async function PaperSheetOfHalfDayPage({ params, searchParams }: Props) {
  const held = await halfDayOf((await params).id);
  if (!held) return <NoPlace />;
  const [t, organisation, { a }] = await Promise.all([
    getTranslations("paperSheet"),
    readOrganisationOf(held.organisation),
    searchParams,
  ]);
  const { at, span, timeZone } = held;
  return (
    <ForPaper print={t("print")}>
      <h1 className="sr-only">{t("pageTitle", { place: at.name })}</h1>
      <PaperSheet
        place={at.name}
        service={organisation?.service}
        phone={organisation?.phone}
        held={{ span, timeZone }}
        sheets={requestedSheets(a)}
      />
    </ForPaper>
  );
}
