import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { NewOrganisationFields } from "#components/staff/organisations/new-organisation-fields.tsx";
import { StaffForm } from "#components/staff/staff-form.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { isMailSetUp } from "#lib/server/auth/send-mail.ts";
import { clock } from "#lib/server/clock.ts";
import { env } from "#lib/server/env.ts";
import { departments } from "#lib/server/place/department-name.ts";
import { readOrganisationInvitation } from "#lib/server/organisation/accept-organisation.ts";
import { holderOf, openTyped } from "#lib/server/typed-form.ts";

type Props = {
  params: Promise<{ locale: string; secret: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.newOrganisation"))("title"), robots: { index: false } };
}

/**
 * The form of a first organisation, or of one that another invited. Opening it uses nothing up, since mail programs
 * open links too: the button does.
 */
export default async function NewOrganisationPage({ params, searchParams }: Props) {
  const { secret } = await params;
  const [t, invitation, query] = await Promise.all([
    getTranslations("staff.newOrganisation"),
    readOrganisationInvitation(secret),
    searchParams,
  ]);
  if (!invitation)
    return (
      <div className="mx-auto grid w-full max-w-2xl gap-6 py-4">
        <h1>{t("title")}</h1>
        <Notice tone="warn">{t("over")}</Notice>
      </div>
    );
  const { becomes, from, email } = invitation;
  return (
    <div className="mx-auto grid w-full max-w-2xl gap-6 py-4">
      <header className="grid gap-2">
        <h1>{t(becomes === "partner" ? "partnerTitle" : "title")}</h1>
        <p className="text-lg">{from === undefined ? t("firstLead") : t(`lead.${becomes}`, { organisation: from })}</p>
      </header>
      <StaffForm
        form="organisation"
        action={`/installation/${secret}/accepter`}
        typed={openTyped(singleValue(query["saisie"]), clock.now(), holderOf(secret))}
        values={{ kind: becomes === "partner" ? "caf" : "city", email: email ?? "" }}
        submit={t(`submit.${becomes}`)}
      >
        {(field) => (
          <NewOrganisationFields
            field={field}
            becomes={becomes}
            departments={departments()}
            address={`${env.APP_URL}/chez/`}
            withMail={isMailSetUp()}
            sentTo={isMailSetUp() ? email : undefined}
          />
        )}
      </StaffForm>
    </div>
  );
}
