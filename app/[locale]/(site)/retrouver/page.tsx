import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { shownOrganisation, type OwnPage } from "#app/[locale]/(site)/shown-organisation.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { titleFor } from "#app/[locale]/_every-page/title-of-page.ts";
import { TelephoneOfPage } from "#app/[locale]/(site)/telephone-of-page.tsx";
import { FindAgain, LinksSent } from "#components/booking/find-again.tsx";
import { OrganisationLinks } from "#components/site/organisation-links.tsx";
import { getPathname } from "#i18n/routing.ts";
import { sendsOf } from "#lib/message/channel.ts";
import { placesToFindAt } from "#lib/server/booking/find-again.ts";
import { clock } from "#lib/server/clock.ts";
import { channelsSetUp } from "#lib/server/message/channels-set-up.ts";
import { listOrganisations } from "#lib/server/place/read-organisation.ts";
import { EVERYBODY, openTyped } from "#lib/server/typed-form.ts";

type Props = OwnPage & { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const [t, site, organisation, query] = await Promise.all([
    getTranslations("findAgain"),
    getTranslations("site"),
    shownOrganisation(params),
    searchParams,
  ]);
  const title = typedIn(query) ? site("errorTitle", { title: t("title") }) : t("title");
  return { title: titleFor(title, organisation) };
}

const typedIn = (query: Record<string, string | string[] | undefined>) =>
  openTyped(singleValue(query["saisie"]), clock.now(), EVERYBODY);

/**
 * Where an appointment is found again: by its code, or by having its link sent. At the root of several organisations
 * each has its own list of places.
 */
export default async function FindAgainPage({ params, searchParams }: Props) {
  const [t, locale, organisation, query] = await Promise.all([
    getTranslations("findAgain"),
    getLocale(),
    shownOrganisation(params),
    searchParams,
  ]);
  const typed = typedIn(query);
  const [places, organisations] = await Promise.all([
    organisation ? placesToFindAt(organisation.id) : [],
    organisation ? [] : listOrganisations(),
  ]);
  const sends = sendsOf(channelsSetUp());
  const telephone = <TelephoneOfPage organisation={organisation} />;
  return (
    <div className="mx-auto grid max-w-2xl gap-7">
      <h1>{t("title")}</h1>
      {singleValue(query["fait"]) === "lien" && !typed && sends !== "nothing" ? (
        <LinksSent telephone={telephone} sends={sends} />
      ) : (
        <FindAgain
          actions={{
            code: getPathname({ href: "/retrouver/code", locale }),
            link: getPathname({ href: "/retrouver/lien", locale }),
          }}
          at={organisation?.at === undefined ? undefined : organisation.slug}
          places={places}
          organisations={
            organisations.length > 0 && <OrganisationLinks organisations={organisations} page="/retrouver" />
          }
          typed={typed}
          telephone={telephone}
          sends={sends}
        />
      )}
    </div>
  );
}
