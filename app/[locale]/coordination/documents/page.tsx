import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { NotFound } from "#components/site/not-found.tsx";
import { OtherOrganisations } from "#components/staff/other-organisations.tsx";
import { Card } from "#components/ui/card.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { organisationOfPage } from "#lib/server/auth/organisation-of-page.ts";
import { LEGAL_DOCUMENTS } from "#lib/access/legal-document.ts";

const HREF = "/coordination/documents";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.sections.documents"))("name"), robots: { index: false } };
}

/** The documents about personal data of an organisation. */
export default async function DocumentsPage(props: StaffPageProps) {
  const [t, sections, { actor, query }] = await Promise.all([
    getTranslations("staff.documents"),
    getTranslations("staff.sections.documents"),
    openStaffPage(props, HREF),
  ]);
  const of = await organisationOfPage(actor, "read-documents", singleValue(query["organisation"]));
  if (!of) return <NotFound />;
  return (
    <div className="grid max-w-4xl gap-5">
      <h1>{sections("name")}</h1>
      <OtherOrganisations href={HREF} chosen={of.chosen} others={of.others} />
      <Notice tone="warn">{t("toValidate")}</Notice>
      <ul className="grid gap-2.5 md:grid-cols-2">
        {LEGAL_DOCUMENTS.map((name) => (
          <Card as="li" key={name}>
            <h2>
              <PageLink
                href={`${HREF}/${name}?organisation=${of.chosen.slug}`}
                className="inline-flex min-h-target items-center"
              >
                {t(`names.${name}`)}
              </PageLink>
            </h2>
            <p className="text-soft">{t(`what.${name}`)}</p>
          </Card>
        ))}
      </ul>
    </div>
  );
}
