import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { OtherOrganisations } from "#components/staff/other-organisations.tsx";
import { NewPlaceForm } from "#components/staff/place/new-place-form.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { organisationOfPage } from "#lib/server/auth/organisation-of-page.ts";

const HREF = "/coordination/lieux/creer";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.places"))("create"), robots: { index: false } };
}

/** A place typed by hand, as for a commune that no national file names. */
export default async function NewPlacePage(props: StaffPageProps) {
  const { actor, query, typed } = await openStaffPage(props, HREF);
  const [t, staff, held] = await Promise.all([
    getTranslations("staff.places"),
    getTranslations("staff"),
    organisationOfPage(actor, "manage-places", singleValue(query["organisation"])),
  ]);
  if (!held) return <Notice>{staff("nothingHere")}</Notice>;
  return (
    <div className="grid gap-5">
      <p>
        <PageLink href="/coordination/lieux" className="inline-flex min-h-target items-center font-bold">
          {t("all")}
        </PageLink>
      </p>
      <h1>{t("create")}</h1>
      <OtherOrganisations href={HREF} {...held} />
      <p className="text-lg">{t("createLead")}</p>
      <NewPlaceForm
        action={`${HREF}/enregistrer`}
        typed={typed}
        organisation={held.chosen}
        formKey={randomUUID()}
        submit={t("create")}
      />
    </div>
  );
}
