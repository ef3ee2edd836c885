import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { MessagesNotSent } from "#components/staff/messages/messages-not-sent.tsx";
import { ReminderForm } from "#components/staff/messages/reminder-form.tsx";
import { SmsOfMonth } from "#components/staff/messages/sms-of-month.tsx";
import { OtherOrganisations } from "#components/staff/other-organisations.tsx";
import { StaffDone } from "#components/staff/staff-done.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { reachIn } from "#lib/access/where-may.ts";
import { organisationOfPage } from "#lib/server/auth/organisation-of-page.ts";
import { readMessages } from "#lib/server/organisation/messages/message-settings.ts";

const HREF = "/coordination/messages";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.sections.messages"))("name"), robots: { index: false } };
}

/**
 * The messages of an organisation: those to the team that never left, when reminders leave, and the SMS of this month
 * with their limit.
 */
export default async function MessagesPage(props: StaffPageProps) {
  const { actor, query, typed, done } = await openStaffPage(props, HREF);
  const [t, section, staff, held] = await Promise.all([
    getTranslations("staff.messages"),
    getTranslations("staff.sections.messages"),
    getTranslations("staff"),
    organisationOfPage(actor, "manage-messages", singleValue(query["organisation"]) ?? typed?.fields["slug"]),
  ]);
  const read = held && (await readMessages(actor, held.chosen.id));
  if (!held || !read?.ok) return <Notice>{staff("nothingHere")}</Notice>;
  const { settings, contracts, places, notSent } = read.value;
  const { slug } = held.chosen;
  return (
    <div className="grid gap-8">
      <div className="grid gap-3">
        <h1>{section("name")}</h1>
        <OtherOrganisations href={HREF} {...held} />
        <StaffDone done={done} />
      </div>
      <section aria-labelledby="bloques" className="grid gap-3">
        <h2 id="bloques">{t("notSent.title")}</h2>
        <MessagesNotSent messages={notSent} action={`${HREF}/dit`} typed={typed} organisation={held.chosen} />
        {reachIn(actor, "read-contacts", held.chosen.id) && (
          <p>
            <PageLink
              href={`/conseiller/a-rappeler?organisation=${slug}`}
              className="inline-flex min-h-target items-center font-bold"
            >
              {t("notSent.residents")}
            </PageLink>
          </p>
        )}
      </section>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-8 lg:grid-cols-2">
        <section aria-labelledby="rappels" className="grid gap-3">
          <h2 id="rappels">{t("reminders.title")}</h2>
          <ReminderForm
            action={`${HREF}/rappels`}
            typed={typed}
            organisation={held.chosen}
            settings={settings}
            contracts={contracts}
          />
        </section>
        {contracts.sms && <SmsOfMonth places={places} cap={settings.cap} />}
      </div>
    </div>
  );
}
