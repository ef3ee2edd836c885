import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { OtherOrganisations } from "#components/staff/other-organisations.tsx";
import { ImportReport } from "#components/staff/place/import-report.tsx";
import { PlaceFileForm } from "#components/staff/place/place-file-form.tsx";
import { StaffDone } from "#components/staff/staff-done.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { organisationOfPage } from "#lib/server/auth/organisation-of-page.ts";
import { placeFiles } from "#lib/server/place/kept-place-file.ts";
import { departmentOfOrganisation } from "#lib/server/place/department-of-organisation.ts";
import { departments } from "#lib/server/place/department-name.ts";

const HREF = "/coordination/lieux/importer";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.placeFile"))("title"), robots: { index: false } };
}

/** Places of a national file: the file is chosen, what its import would do is shown, then it is imported. */
export default async function ImportPlacesPage(props: StaffPageProps) {
  const { actor, query, typed, done } = await openStaffPage(props, HREF);
  const [t, places, staff, held] = await Promise.all([
    getTranslations("staff.placeFile"),
    getTranslations("staff.places"),
    getTranslations("staff"),
    organisationOfPage(actor, "manage-places", singleValue(query["organisation"])),
  ]);
  if (!held) return <Notice>{staff("nothingHere")}</Notice>;
  const said = await placeFiles.readSaid(actor.user, singleValue(query["fichier"]) ?? "");
  const shown = said?.organisation === held.chosen.id ? said : undefined;
  return (
    <div className="grid gap-5">
      <p>
        <PageLink href="/coordination/lieux" className="inline-flex min-h-target items-center font-bold">
          {places("all")}
        </PageLink>
      </p>
      <h1>{t("title")}</h1>
      {!shown && <OtherOrganisations href={HREF} {...held} />}
      {shown ? (
        <ImportReport
          href={HREF}
          said={shown}
          kept={singleValue(query["fichier"]) ?? ""}
          slug={held.chosen.slug}
          typed={typed}
          done={<StaffDone done={shown.imported ? done : undefined} />}
        />
      ) : (
        <PlaceFileForm
          href={HREF}
          typed={typed}
          organisation={held.chosen}
          department={await departmentOfOrganisation(held.chosen.id)}
          departments={departments()}
        />
      )}
    </div>
  );
}
