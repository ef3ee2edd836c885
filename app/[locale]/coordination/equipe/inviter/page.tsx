import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { OtherOrganisations } from "#components/staff/other-organisations.tsx";
import { InviteForm } from "#components/staff/people/invite-form.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { DAYS_OF_INVITATION } from "#lib/access/invitation.ts";
import { organisationOfPage } from "#lib/server/auth/organisation-of-page.ts";
import { placesToChoose } from "#lib/server/auth/people/read-people.ts";
import { mayGive } from "#lib/server/auth/people/role-wanted.ts";
import { isMailSetUp } from "#lib/server/auth/send-mail.ts";
import { STAFF_ROLES } from "#lib/wire/access/people.ts";

const HREF = "/coordination/equipe/inviter";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.people"))("invite"), robots: { index: false } };
}

/** The form that invites somebody to a role. */
export default async function InvitePage(props: StaffPageProps) {
  const { actor, query, typed } = await openStaffPage(props, HREF);
  const asked = singleValue(query["organisation"]);
  const [t, staff, held] = await Promise.all([
    getTranslations("staff.people"),
    getTranslations("staff"),
    organisationOfPage(actor, "manage-people", asked),
  ]);
  if (!held) return <Notice>{staff("nothingHere")}</Notice>;
  const { id } = held.chosen;
  const places = await placesToChoose(id);
  return (
    <div className="grid max-w-3xl gap-5">
      <p>
        <PageLink
          href={`/coordination/equipe?organisation=${held.chosen.slug}`}
          className="inline-flex min-h-target items-center font-bold"
        >
          {t("all")}
        </PageLink>
      </p>
      <h1>{t("invite")}</h1>
      <OtherOrganisations href={HREF} {...held} />
      <p className="text-lg">{t(isMailSetUp() ? "inviteByMail" : "inviteByHand", { days: DAYS_OF_INVITATION })}</p>
      <InviteForm
        action={`${HREF}/envoyer`}
        typed={typed}
        organisation={held.chosen}
        roles={STAFF_ROLES.filter((role) => mayGive(actor, id, role))}
        places={places}
      />
    </div>
  );
}
