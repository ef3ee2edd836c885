import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { OtherOrganisations } from "#components/staff/other-organisations.tsx";
import { ReferrerList } from "#components/staff/referrers/referrer-list.tsx";
import { StaffDone } from "#components/staff/staff-done.tsx";
import { StaffForm } from "#components/staff/staff-form.tsx";
import { Field } from "#components/ui/field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { organisationOfPage } from "#lib/server/auth/organisation-of-page.ts";
import { listReferrers } from "#lib/server/booking/referrers/manage-referrers.ts";
import { REFERRER_MOST, type referrerForm } from "#lib/wire/booking/referrer.ts";
import type { NameOf } from "#lib/wire/staff-form.ts";

const HREF = "/coordination/partages/orienteurs";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.referrers"))("name"), robots: { index: false } };
}

/** The structures that book for people by an address of their own. */
export default async function ReferrersPage(props: StaffPageProps) {
  const { actor, query, typed, done } = await openStaffPage(props, HREF);
  const [t, field, staff, held] = await Promise.all([
    getTranslations("staff.referrers"),
    getTranslations("staff.referrers.field"),
    getTranslations("staff"),
    organisationOfPage(actor, "manage-shares", singleValue(query["organisation"])),
  ]);
  const referrers = held && (await listReferrers(actor, held.chosen.id));
  if (!held || !referrers?.ok) return <Notice>{staff("nothingHere")}</Notice>;
  const { id, slug } = held.chosen;
  return (
    <div className="grid gap-5">
      <p>
        <PageLink
          href={`/coordination/partages?organisation=${slug}`}
          className="inline-flex min-h-target items-center font-bold"
        >
          {t("all")}
        </PageLink>
      </p>
      <h1>{t("name")}</h1>
      <OtherOrganisations href={HREF} {...held} />
      <StaffDone done={done} />
      <p className="text-lg">{t("lead")}</p>
      {referrers.value.length === 0 ? (
        <Notice>{t("none")}</Notice>
      ) : (
        <ReferrerList referrers={referrers.value} href={HREF} slug={slug} typed={typed} />
      )}
      <section aria-labelledby="ajouter" className="grid max-w-2xl gap-3">
        <h2 id="ajouter">{t("add")}</h2>
        <StaffForm<NameOf<typeof referrerForm>>
          form="creer"
          action={`${HREF}/creer`}
          typed={typed}
          values={{ most: String(REFERRER_MOST.usual) }}
          submit={t("make")}
          formKey={randomUUID()}
        >
          {(parts) => (
            <>
              <input type="hidden" name="organisation" value={id} />
              <input type="hidden" name="slug" value={slug} />
              <Field {...parts("name")} label={field("name")} maxLength={120} autoComplete="off" required />
              <Field
                {...parts("phone")}
                label={field("phone")}
                hint={field("reach")}
                type="tel"
                maxLength={40}
                autoComplete="off"
                dir="ltr"
              />
              <Field
                {...parts("email")}
                label={field("email")}
                inputMode="email"
                maxLength={254}
                autoComplete="off"
                dir="ltr"
              />
              <Field
                {...parts("most")}
                label={field("most")}
                type="number"
                min={1}
                max={REFERRER_MOST.most}
                dir="ltr"
                required
                className="max-w-xs"
              />
            </>
          )}
        </StaffForm>
      </section>
    </div>
  );
}
