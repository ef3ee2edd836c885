import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { shownOrganisation, type OwnPage } from "#app/[locale]/(site)/shown-organisation.ts";
import { titleFor } from "#app/[locale]/_every-page/title-of-page.ts";
import { routing } from "#i18n/routing.ts";
import { OrganisationLinks } from "#components/site/organisation-links.tsx";
import { Facts, Part, Prose } from "#components/site/prose.tsx";
import { OrganisationText, OutsideLink } from "#components/site/organisation-text.tsx";
import { Telephone } from "#components/site/telephone.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import type { AccessibilityStatement } from "#lib/place/accessibility-statement.ts";
import { readAccessibility } from "#lib/server/place/read-accessibility.ts";
import { listOrganisations } from "#lib/server/place/read-organisation.ts";
import { sayDate } from "#lib/time/say.ts";

export async function generateMetadata({ params }: OwnPage): Promise<Metadata> {
  const [t, organisation] = await Promise.all([getTranslations("site.conformity"), shownOrganisation(params)]);
  return { title: titleFor(t(organisation?.conformity ?? "none"), organisation) };
}

/** The accessibility statement of an organisation, as the law asks (arrêté du 20 septembre 2019). */
export default async function AccessibilityPage({ params }: OwnPage) {
  const organisation = await shownOrganisation(params);
  const [t, site, statement] = await Promise.all([
    getTranslations("legal.accessibility"),
    getTranslations("site"),
    organisation && readAccessibility(organisation.id),
  ]);
  const organisations = organisation ? [] : await listOrganisations();
  if (organisations.length > 0)
    return (
      <Prose title={site("conformity.several")}>
        <p>{t("intro")}</p>
        <p>{t("several")}</p>
        <OrganisationLinks organisations={organisations} page="/accessibilite" />
      </Prose>
    );
  return (
    <Prose title={site(`conformity.${statement?.state ?? "none"}`)}>
      <p>{t("intro")}</p>
      {organisation && (
        <p>
          {t.rich("who", {
            organisation: () => <FrenchText text={organisation.name} />,
            service: () => <FrenchText text={organisation.service} />,
          })}
        </p>
      )}
      <State statement={statement} />
      <Part title={t("tested.title")}>
        <Facts facts={[t("tested.script"), t("tested.size"), t("tested.contrast"), t("tested.colour")]} />
      </Part>
      <Part title={t("failures")}>
        <OrganisationText text={statement?.failures} />
      </Part>
      <Part title={t("derogations")}>
        <OrganisationText text={statement?.derogations} />
      </Part>
      <Part title={t("exempt")}>
        <OrganisationText text={statement?.exempt} />
      </Part>
      <Part title={t("technologies")}>
        <OrganisationText text={statement?.technologies} />
      </Part>
      <Part title={t("tools")}>
        <OrganisationText text={statement?.tools} />
      </Part>
      <Part title={t("contact.title")}>
        <p>{t("contact.text")}</p>
        <Contact contact={statement?.contact ?? organisation?.mail} />
        <Telephone organisation={organisation && { ...organisation, mail: undefined }} />
      </Part>
      <Part title={t("defender.title")}>
        <p>{t("defender.text")}</p>
        <OutsideLink href="https://formulaire.defenseurdesdroits.fr">{t("defender.write")}</OutsideLink>
        <p>{t.rich("defender.post", { french: (text) => <bdi lang={routing.defaultLocale}>{text}</bdi> })}</p>
        <p>{t("defender.delegate")}</p>
        <OrganisationText text={statement?.recourse} />
      </Part>
      <Part title={t("plans")}>
        {statement?.plan === undefined ? (
          <p>{t("planToFill")}</p>
        ) : (
          <OutsideLink href={statement.plan}>{t("plan")}</OutsideLink>
        )}
        {statement?.yearPlan === undefined ? (
          <p>{t("yearPlanToFill")}</p>
        ) : (
          <OutsideLink href={statement.yearPlan}>{t("yearPlan")}</OutsideLink>
        )}
      </Part>
      <Declared on={statement?.declaredOn} />
    </Prose>
  );
}

/** The state, and the audit that it follows from. */
async function State({ statement }: { statement: AccessibilityStatement | undefined }) {
  const [t, locale] = await Promise.all([getTranslations("legal.accessibility"), getLocale()]);
  const { state = "none", rate, auditor, auditedOn } = statement ?? {};
  if (auditor === undefined || auditedOn === undefined) return <p>{t("state")}</p>;
  return (
    <>
      <p>
        {t.rich("audited", { day: sayDate(auditedOn, locale), auditor: () => <FrenchText text={auditor} /> })}
        {rate !== undefined && ` ${t("rate", { rate })}`}
      </p>
      <p>{t(`states.${state}`)}</p>
    </>
  );
}

async function Contact({ contact }: { contact: string | undefined }) {
  const t = await getTranslations("legal.accessibility.contact");
  if (contact === undefined) return <p>{t("toFill")}</p>;
  return contact.startsWith("https://") ? (
    <OutsideLink href={contact}>{t("form")}</OutsideLink>
  ) : (
    <OutsideLink href={`mailto:${contact}`}>
      <bdi dir="ltr">{contact}</bdi>
    </OutsideLink>
  );
}

async function Declared({ on }: { on: string | undefined }) {
  const [t, locale] = await Promise.all([getTranslations("legal.accessibility"), getLocale()]);
  return <p className="text-soft">{on === undefined ? t("dateToFill") : t("date", { day: sayDate(on, locale) })}</p>;
}
