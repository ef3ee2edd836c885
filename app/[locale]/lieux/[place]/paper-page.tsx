import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { cache, type ReactNode } from "react";
import { titleHeldBy } from "#app/[locale]/_every-page/title-of-page.ts";
import type { Locale } from "#i18n/routing.ts";
import { NotFound } from "#components/site/not-found.tsx";
import { SiteFrame } from "#components/site/site-frame.tsx";
import { PrintButton } from "#components/ui/print-button.tsx";
import { readOrganisation } from "#lib/server/place/read-organisation.ts";
import { readPlace } from "#lib/server/place/read-places.ts";
import "#app/[locale]/_every-page/print.css";

/** What Next gives to a page of a place. */
export type PaperPageProps = {
  readonly params: Promise<{ locale: Locale; place: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** The place of an address, read once for the title and the page. */
export const placeOf = cache(readPlace);

/** The metadata of a page of a place that is made for paper. */
export async function paperMetadata(
  { params }: Pick<PaperPageProps, "params">,
  titleOf: (place: string) => Promise<string>,
): Promise<Metadata> {
  const place = await placeOf((await params).place);
  const title = place ? await titleOf(place.name) : (await getTranslations("site.lost"))("title");
  return { title: await titleHeldBy(place?.organisation, title), robots: { index: false } };
}

/** There is no such place. */
export const NoPlace = async () => (
  <SiteFrame organisation={await readOrganisation()}>
    <NotFound />
  </SiteFrame>
);

/**
 * What is printed, below the button that prints it; `before` and `after` stand around the button, on a screen alone.
 */
export function ForPaper({
  print,
  before,
  after,
  children,
}: {
  print: string;
  before?: ReactNode;
  after?: ReactNode;
  children: ReactNode;
}) {
  return (
    <main className="for-paper grid justify-items-center gap-4 p-4 print:block print:p-0">
      {before}
      <PrintButton label={print} onPhone />
      {after}
      {children}
    </main>
  );
}
