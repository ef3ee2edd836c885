import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { NotFound } from "#components/site/not-found.tsx";
import { LegalDocument } from "#components/staff/documents/legal-document.tsx";
import { organisationOfPage } from "#lib/server/auth/organisation-of-page.ts";
import { readLegalDocument } from "#lib/server/privacy/read-legal-document.ts";
import { isLegalDocument } from "#lib/access/legal-document.ts";

type Props = StaffPageProps & { params: Promise<{ locale: string; document: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, { document }] = await Promise.all([getTranslations("staff"), params]);
  const title = isLegalDocument(document) ? t(`documents.names.${document}`) : t("sections.documents.name");
  return { title, robots: { index: false } };
}

/** One document about personal data, to read, complete and print. */
export default async function DocumentPage(props: Props) {
  const { document } = await props.params;
  const { actor, query } = await openStaffPage(props, `/coordination/documents/${document}`);
  const of = await organisationOfPage(actor, "read-documents", singleValue(query["organisation"]));
  if (!of || !isLegalDocument(document)) return <NotFound />;
  const read = await readLegalDocument(actor, of.chosen.id, document);
  return read.ok ? <LegalDocument blocks={read.value} /> : <NotFound />;
}
