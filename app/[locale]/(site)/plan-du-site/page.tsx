import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageLink } from "#components/ui/page-link.tsx";
import { Part, Prose } from "#components/site/prose.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("legal.map");
  return { title: t("title") };
}

export default async function SiteMapPage() {
  const [t, site, home, place] = await Promise.all([
    getTranslations("legal.map"),
    getTranslations("site"),
    getTranslations("home"),
    getTranslations("place"),
  ]);
  return (
    <Prose title={t("title")}>
      <Part title={t("help")}>
        <Pages
          pages={[
            ["/", t("home")],
            ["/lieux", place("list.title")],
            ["/rendez-vous", home("book")],
            ["/ateliers", home("learn")],
            ["/aide", site("aid")],
          ]}
        />
      </Part>
      <Part title={t("about")}>
        <Pages
          pages={[
            ["/accessibilite", site("accessibility")],
            ["/donnees-personnelles", site("privacy")],
            ["/mentions-legales", site("legal")],
          ]}
        />
      </Part>
      <Part title={t("team")}>
        <Pages pages={[["/connexion", t("signIn")]]} />
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
