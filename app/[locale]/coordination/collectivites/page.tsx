import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { InviteOrganisation } from "#components/staff/organisations/invite-organisation.tsx";
import { OrganisationInvitationCard } from "#components/staff/organisations/organisation-invitation-card.tsx";
import { OrganisationList } from "#components/staff/organisations/organisation-list.tsx";
import { StaffDone } from "#components/staff/staff-done.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { isMailSetUp } from "#lib/server/auth/send-mail.ts";
import { env } from "#lib/server/env.ts";
import { readOrganisations } from "#lib/server/organisation/read-organisations.ts";

const HREF = "/coordination/collectivites";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.sections.organisations"))("name"), robots: { index: false } };
}

/** The organisations of the installation and its open invitations, for the administrators of the one that hosts it. */
export default async function OrganisationsPage(props: StaffPageProps) {
  const [t, section, staff, refusals, { actor, typed, done }] = await Promise.all([
    getTranslations("staff.organisations"),
    getTranslations("staff.sections.organisations"),
    getTranslations("staff"),
    getTranslations("form.refusals"),
    openStaffPage(props, HREF),
  ]);
  const read = await readOrganisations(actor);
  if (!read.ok) return <Notice>{staff("nothingHere")}</Notice>;
  const { organisations, invitations } = read.value;
  return (
    <div className="grid gap-8">
      <div className="grid gap-3">
        <h1>{section("name")}</h1>
        <StaffDone done={done} />
        {(typed?.form === "retirer" || typed?.refusals["form"] === "not-found") && (
          <Notice tone="warn">{refusals("notFound")}</Notice>
        )}
        <p className="text-soft">{t("lead")}</p>
      </div>
      {invitations.length > 0 && (
        <section aria-labelledby="invitations" className="grid gap-3">
          <h2 id="invitations">{t("invitations")}</h2>
          <ul className="grid items-start gap-3 md:grid-cols-2">
            {invitations.map((one) => (
              <OrganisationInvitationCard
                key={one.id}
                invitation={one}
                at={HREF}
                codePage={`${env.APP_URL}/invitation`}
                typed={typed}
              />
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="organisations" className="grid gap-3">
        <h2 id="organisations">{t("organisations")}</h2>
        <OrganisationList organisations={organisations} action={`${HREF}/adresse`} typed={typed} />
      </section>
      <section aria-labelledby="invite" className="grid max-w-3xl gap-3">
        <h2 id="invite">{t("invite")}</h2>
        <InviteOrganisation
          action={`${HREF}/inviter`}
          typed={typed}
          withMail={isMailSetUp()}
          ownPages={`${env.APP_URL}${organisations.find(({ hosts }) => hosts)?.pages ?? ""}`}
        />
      </section>
    </div>
  );
}
