import { getTranslations } from "next-intl/server";
import { PaperSheet } from "#components/queue/paper-sheet.tsx";
import { readOrganisationOf } from "#lib/server/place/read-organisation.ts";
import {
  ForPaper,
  NoPlace,
  paperMetadata,
  placeOf,
  type PaperPageProps,
} from "#app/[locale]/lieux/[place]/paper-page.tsx";
import { requestedSheets } from "./requested-sheets.ts";

export const generateMetadata = (props: PaperPageProps) =>
  paperMetadata(props, async (place) => (await getTranslations("paperSheet"))("pageTitle", { place }));

/**
 * The blank sheet of a place, to lie there for the day on which nothing else works; day and hours are written by hand.
 * `?a=48`: up to which number.
 */
export default async function PaperSheetOfPlacePage({ params, searchParams }: PaperPageProps) {
  const place = await placeOf((await params).place);
  if (!place) return <NoPlace />;
  const [t, organisation, { a }] = await Promise.all([
    getTranslations("paperSheet"),
    readOrganisationOf(place.organisation),
    searchParams,
  ]);
  return (
    <ForPaper print={t("print")}>
      <h1 className="sr-only">{t("pageTitle", { place: place.name })}</h1>
      <PaperSheet
        place={place.name}
        service={organisation?.service}
        phone={organisation?.phone}
        sheets={requestedSheets(a)}
      />
    </ForPaper>
  );
}
