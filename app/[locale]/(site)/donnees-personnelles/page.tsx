import type { Metadata } from "next";
import { sendsOf } from "#lib/message/channel.ts";
import { channelsSetUp } from "#lib/server/message/channels-set-up.ts";
import { getTranslations } from "next-intl/server";
import { shownOrganisation, type OwnPage } from "#app/[locale]/(site)/shown-organisation.ts";
import { titleFor } from "#app/[locale]/_every-page/title-of-page.ts";
import { OrganisationLinks } from "#components/site/organisation-links.tsx";
import { Facts, Part, Prose } from "#components/site/prose.tsx";
import { OrganisationText } from "#components/site/organisation-text.tsx";
import { Telephone } from "#components/site/telephone.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { listOrganisations } from "#lib/server/place/read-organisation.ts";

export async function generateMetadata({ params }: OwnPage): Promise<Metadata> {
  const [t, organisation] = await Promise.all([getTranslations("legal.privacy"), shownOrganisation(params)]);
  return { title: titleFor(t("title"), organisation) };
}

export default async function PrivacyPage({ params }: OwnPage) {
  const [t, site, organisation] = await Promise.all([
    getTranslations("legal.privacy"),
    getTranslations("site"),
    shownOrganisation(params),
  ]);
  const organisations = organisation ? [] : await listOrganisations();
  return (
    <Prose title={t("title")}>
      <p>{t("intro")}</p>
      <Part title={t("line.title")}>
        <Facts
          facts={[t("line.kept"), t("line.use", { sends: sendsOf(channelsSetUp()) }), t("line.erased"), t("backup")]}
        />
      </Part>
      <Part title={t("booking.title")}>
        <Facts
          facts={[
            t("booking.kept"),
            t("booking.use", { sends: sendsOf(channelsSetUp()) }),
            t("booking.erased"),
            t("backup"),
          ]}
        />
      </Part>
      <Part title={t("request.title")}>
        <Facts facts={[t("request.kept"), t("request.use"), t("request.erased"), t("backup")]} />
      </Part>
      <Part title={t("rest.title")}>
        <p>{t("rest.text")}</p>
      </Part>
      <Part title={t("never.title")}>
        <p>{t("never.text")}</p>
      </Part>
      <Part title={t("who.title")}>
        <Facts facts={[t("who.team"), t("who.partners")]} />
      </Part>
      <Part title={t("basis.title")}>
        {organisation?.legalBasis === undefined ? (
          <p>{t("basis.text")}</p>
        ) : (
          <OrganisationText text={organisation.legalBasis} />
        )}
      </Part>
      {organisations.length === 0 && (
        <Part title={t("officer")}>
          <OrganisationText text={organisation?.dpo} />
        </Part>
      )}
      <Part title={t("cookies.title")}>
        <p>{t("cookies.text")}</p>
      </Part>
      <Part title={t("rights.title")}>
        <p>{t("rights.text")}</p>
        {organisations.length > 0 ? (
          <>
            <p>{t("rights.askOne")}</p>
            <OrganisationLinks organisations={organisations} page="/donnees-personnelles" />
          </>
        ) : (
          <>
            <p>
              {t.rich("rights.ask", {
                organisation: () => (organisation ? <FrenchText text={organisation.name} /> : site("name")),
              })}
            </p>
            <Telephone organisation={organisation} />
          </>
        )}
        <p>{t("rights.cnil")}</p>
      </Part>
    </Prose>
  );
}
