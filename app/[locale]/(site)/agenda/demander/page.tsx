import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { shownOrganisation, type OwnPage } from "#app/[locale]/(site)/shown-organisation.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { titleFor } from "#app/[locale]/_every-page/title-of-page.ts";
import { RequestSent } from "#components/calendar/request-sent.tsx";
import { SelectField } from "#components/staff/select-field.tsx";
import { StaffForm } from "#components/staff/staff-form.tsx";
import { Field, TextArea } from "#components/ui/field.tsx";
import { SHARE_REQUESTS_KEPT } from "#lib/access/retention.ts";
import { clock } from "#lib/server/clock.ts";
import { isSlug } from "#lib/place/slug.ts";
import { listOrganisations, readOrganisationNamed, type Organisation } from "#lib/server/place/read-organisation.ts";
import { EVERYBODY, openTyped } from "#lib/server/typed-form.ts";

type Props = OwnPage & { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, organisation] = await Promise.all([getTranslations("share.ask"), shownOrganisation(params)]);
  return { title: titleFor(t("title"), organisation) };
}

/** The organisation that a request was sent to, by its slug in the address; undefined for one that there is not. */
const organisationAsked = async (slug: string | undefined): Promise<Organisation | undefined> =>
  slug !== undefined && isSlug(slug) ? readOrganisationNamed(slug) : undefined;

/** The form by which a partner asks an organisation to share its calendar. */
export default async function AskForSharePage({ params, searchParams }: Props) {
  const [t, organisation, query] = await Promise.all([
    getTranslations("share.ask"),
    shownOrganisation(params),
    searchParams,
  ]);
  const typed = openTyped(singleValue(query["saisie"]), clock.now(), EVERYBODY);
  const isDone = singleValue(query["fait"]) !== undefined && !typed;
  const asked = isDone ? (organisation ?? (await organisationAsked(singleValue(query["a"])))) : undefined;
  const organisations = organisation || asked ? [] : await listOrganisations();
  return (
    <div className="grid max-w-2xl gap-5">
      <h1>{t("title")}</h1>
      {asked ? (
        <RequestSent organisation={asked} days={SHARE_REQUESTS_KEPT.days} />
      ) : (
        <>
          <p className="text-lg">{t("lead")}</p>
          <StaffForm
            form="demande"
            action="/agenda/demander/envoyer"
            typed={typed}
            submit={t("send")}
            formKey={randomUUID()}
          >
            {(field) => (
              <>
                {organisation?.at !== undefined && <input type="hidden" name="chez" value={organisation.slug} />}
                {organisation ? (
                  <input type="hidden" name="organisation" value={organisation.slug} />
                ) : (
                  <SelectField
                    {...field("organisation")}
                    label={t("organisation")}
                    options={organisations.map(({ slug, service }) => ({ value: slug, label: service }))}
                  />
                )}
                <Field {...field("sender")} label={t("sender")} maxLength={120} autoComplete="organization" required />
                <Field
                  {...field("email")}
                  label={t("email")}
                  hint={t("oneIsEnough")}
                  inputMode="email"
                  autoComplete="email"
                  dir="ltr"
                  maxLength={254}
                />
                <Field {...field("phone")} label={t("phone")} type="tel" autoComplete="tel" dir="ltr" maxLength={40} />
                <TextArea {...field("purpose")} label={t("purpose")} hint={t("purposeHint")} maxLength={600} required />
                <p className="text-soft">{t("kept", { days: SHARE_REQUESTS_KEPT.days })}</p>
              </>
            )}
          </StaffForm>
        </>
      )}
    </div>
  );
}
