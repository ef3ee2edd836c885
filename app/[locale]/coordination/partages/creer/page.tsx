import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { OtherOrganisations } from "#components/staff/other-organisations.tsx";
import { SelectField } from "#components/staff/select-field.tsx";
import { ShareFields } from "#components/staff/share/share-fields.tsx";
import { StaffForm } from "#components/staff/staff-form.tsx";
import { Field } from "#components/ui/field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { organisationOfPage } from "#lib/server/auth/organisation-of-page.ts";
import { readShareChoices } from "#lib/server/calendar/given-shares.ts";
import { listShareRequests } from "#lib/server/calendar/share-requests.ts";
import { channelsSetUp } from "#lib/server/message/channels-set-up.ts";
import { organisationAlike } from "#lib/calendar/share.ts";
import { KINDS } from "#lib/wire/organisation/organisation-settings.ts";
import { NEW_RECEIVER } from "#lib/wire/calendar/share.ts";

const HREF = "/coordination/partages/creer";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.shares"))("create"), robots: { index: false } };
}

/** Shares a calendar with a partner. */
export default async function NewSharePage(props: StaffPageProps) {
  const { actor, query, typed } = await openStaffPage(props, HREF);
  const [t, field, staff, held] = await Promise.all([
    getTranslations("staff.shares"),
    getTranslations("staff.shares.field"),
    getTranslations("staff"),
    organisationOfPage(actor, "manage-shares", singleValue(query["organisation"])),
  ]);
  if (!held) return <Notice>{staff("nothingHere")}</Notice>;
  const { chosen } = held;
  const [choices, requests] = await Promise.all([readShareChoices(chosen.id), listShareRequests(actor, chosen.id)]);
  const asked = singleValue(query["demande"]) ?? typed?.fields["request"];
  const invited = singleValue(query["avec"]);
  const receiver = choices.receivers.find(({ id }) => id === invited) ?? choices.receivers[0];
  const request = requests.ok ? requests.value.find(({ id }) => id === asked) : undefined;
  const alike = request && organisationAlike(request.sender, choices.receivers);
  const receivers = alike ? [alike, ...choices.receivers.filter((one) => one !== alike)] : choices.receivers;
  return (
    <div className="grid gap-5 lg:max-w-3xl">
      <p>
        <PageLink
          href={`/coordination/partages?organisation=${chosen.slug}`}
          className="inline-flex min-h-target items-center font-bold"
        >
          {t("all")}
        </PageLink>
      </p>
      <h1>{t("create")}</h1>
      <OtherOrganisations href={HREF} {...held} />
      <StaffForm
        form="partage"
        action={`${HREF}/enregistrer`}
        typed={typed}
        values={{
          by: "every",
          level: "open-hours",
          receiver: (request ? alike : receiver)?.id ?? NEW_RECEIVER,
          receiverName: request?.sender ?? "",
          toldEmail: request?.email ?? "",
          name:
            request?.sender.slice(0, 80) ?? (receiver?.id === invited ? receiver?.name.slice(0, 80) : undefined) ?? "",
        }}
        labels={{ receiverName: field("receiverName"), name: field("name") }}
        submit={t("make")}
        formKey={randomUUID()}
      >
        {(parts) => (
          <>
            <input type="hidden" name="organisation" value={chosen.id} />
            <input type="hidden" name="slug" value={chosen.slug} />
            {request && <input type="hidden" name="request" value={request.id} />}
            <SelectField
              {...parts("receiver")}
              label={field("receiver")}
              hint={field(alike ? "receiverAlike" : "receiverHint")}
              options={[
                ...receivers.map(({ id, name }) => ({ value: id, label: name })),
                { value: NEW_RECEIVER, label: field("newReceiver") },
              ]}
            />
            <div className="grid items-end gap-4 md:grid-cols-2">
              <Field {...parts("receiverName")} label={field("receiverName")} maxLength={120} />
              <SelectField
                {...parts("receiverKind")}
                label={field("receiverKind")}
                options={KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
              />
            </div>
            <ShareFields field={parts} choices={choices} mails={channelsSetUp().mail} />
          </>
        )}
      </StaffForm>
    </div>
  );
}
