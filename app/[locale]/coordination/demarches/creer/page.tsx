import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { OtherOrganisations } from "#components/staff/other-organisations.tsx";
import { StaffForm } from "#components/staff/staff-form.tsx";
import { TopicFields } from "#components/staff/topic/topic-fields.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { organisationOfPage } from "#lib/server/auth/organisation-of-page.ts";

const HREF = "/coordination/demarches/creer";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.topics"))("create"), robots: { index: false } };
}

/** A topic of an organisation's own, which no standard topic names. */
export default async function NewTopicPage(props: StaffPageProps) {
  const { actor, query, typed } = await openStaffPage(props, HREF);
  const [t, staff, held] = await Promise.all([
    getTranslations("staff.topics"),
    getTranslations("staff"),
    organisationOfPage(actor, "manage-topics", singleValue(query["organisation"])),
  ]);
  if (!held) return <Notice>{staff("nothingHere")}</Notice>;
  return (
    <div className="grid gap-5">
      <p>
        <PageLink
          href={`/coordination/demarches?organisation=${held.chosen.slug}`}
          className="inline-flex min-h-target items-center font-bold"
        >
          {t("all")}
        </PageLink>
      </p>
      <h1>{t("create")}</h1>
      <OtherOrganisations href={HREF} {...held} />
      <p className="text-lg">{t("ownHint")}</p>
      <StaffForm
        form="demarche"
        action={`${HREF}/enregistrer`}
        typed={typed}
        values={{ minutes: "30", bookable: "yes", "theme:aide_aux_demarches_administratives": "on" }}
        submit={t("create")}
        formKey={randomUUID()}
      >
        {(field) => (
          <>
            <input type="hidden" name="organisation" value={held.chosen.id} />
            <input type="hidden" name="slug" value={held.chosen.slug} />
            <TopicFields field={field} />
          </>
        )}
      </StaffForm>
    </div>
  );
}
