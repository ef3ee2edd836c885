import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { shownOrganisation, type OwnPage } from "#app/[locale]/(site)/shown-organisation.ts";
import { titleFor } from "#app/[locale]/_every-page/title-of-page.ts";
import { PageLink } from "#components/ui/page-link.tsx";
import { Part, Prose } from "#components/site/prose.tsx";

export async function generateMetadata({ params }: OwnPage): Promise<Metadata> {
  const [t, organisation] = await Promise.all([getTranslations("legal.map"), shownOrganisation(params)]);
  return { title: titleFor(t("title"), organisation) };
}

export default async function SiteMapPage({ params }: OwnPage) {
  const [organisation, t, site, home, place, device, share, tablet, findAgain] = await Promise.all([
    shownOrganisation(params),
    getTranslations("legal.map"),
    getTranslations("site"),
    getTranslations("home"),
    getTranslations("place"),
    getTranslations("device"),
    getTranslations("share.ask"),
    getTranslations("sharedTablet"),
    getTranslations("findAgain"),
  ]);
  return (
    <Prose title={t("title")}>
      <Part title={t("help")}>
        <Pages
          pages={[
            ["/", t("home")],
            ["/lieux", place("list.title")],
            ["/rendez-vous", home("book")],
            ["/retrouver", findAgain("title")],
            ...(organisation?.holdsWorkshops === false ? [] : ([["/ateliers", home("learn")]] as const)),
            ["/aide", site("aid")],
          ]}
        />
      </Part>
      <Part title={t("about")}>
        <Pages
          pages={[
            ["/accessibilite", site(`conformity.${organisation?.conformity ?? "none"}`)],
            ["/donnees-personnelles", site("privacy")],
            ["/mentions-legales", site("legal")],
          ]}
        />
      </Part>
      <Part title={t("team")}>
        <Pages
          pages={[
            ["/connexion", t("signIn")],
            ["/accueil", site("reception")],
            ["/agenda/demander", share("title")],
            ["/tablette", tablet("title")],
            ["/appareil", device("title")],
          ]}
        />
      </Part>
    </Prose>
  );
}

const Pages = ({ pages }: { pages: readonly (readonly [string, string])[] }) => (
  <ul>
    {pages.map(([href, name]) => (
      <li key={href}>
        <PageLink href={href} className="inline-flex min-h-target min-w-target items-center">
          {name}
        </PageLink>
      </li>
    ))}
  </ul>
);
