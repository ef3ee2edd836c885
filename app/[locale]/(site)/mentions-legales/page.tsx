import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { shownOrganisation, type OwnPage } from "#app/[locale]/(site)/shown-organisation.ts";
import { titleFor } from "#app/[locale]/_every-page/title-of-page.ts";
import { OrganisationLinks } from "#components/site/organisation-links.tsx";
import { Part, Prose } from "#components/site/prose.tsx";
import { OrganisationText } from "#components/site/organisation-text.tsx";
import { Telephone } from "#components/site/telephone.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { listOrganisations } from "#lib/server/place/read-organisation.ts";

export async function generateMetadata({ params }: OwnPage): Promise<Metadata> {
  const [t, organisation] = await Promise.all([getTranslations("legal.notice"), shownOrganisation(params)]);
  return { title: titleFor(t("title"), organisation) };
}

export default async function LegalNoticePage({ params }: OwnPage) {
  const [t, organisation] = await Promise.all([getTranslations("legal.notice"), shownOrganisation(params)]);
  const organisations = organisation ? [] : await listOrganisations();
  return (
    <Prose title={t("title")}>
      {organisations.length > 0 ? (
        <Part title={t("publisher.title")}>
          <p>{t("publisher.several")}</p>
          <OrganisationLinks organisations={organisations} page="/mentions-legales" />
        </Part>
      ) : (
        <>
          <Part title={t("publisher.title")}>
            <p>
              {organisation
                ? t.rich("publisher.name", {
                    organisation: () => <FrenchText text={organisation.publisher ?? organisation.name} />,
                  })
                : t("publisher.unknown")}
            </p>
            <p>
              {organisation?.director === undefined
                ? t("publisher.directorUnknown")
                : t.rich("publisher.director", { director: () => <FrenchText text={organisation.director ?? ""} /> })}
            </p>
            <Telephone organisation={organisation} />
          </Part>
          <Part title={t("hosting.title")}>
            <OrganisationText text={organisation?.host} />
          </Part>
        </>
      )}
      <Part title={t("sources.title")}>
        <p>{t("sources.text")}</p>
      </Part>
      <Part title={t("software.title")}>
        <p>{t("software.text")}</p>
      </Part>
    </Prose>
  );
}
