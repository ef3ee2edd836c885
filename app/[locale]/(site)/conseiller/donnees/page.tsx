import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { NotFound } from "#components/site/not-found.tsx";
import { Facts, Part } from "#components/site/prose.tsx";
import { FoundData } from "#components/staff/resident-data/found-data.tsx";
import { StaffDone } from "#components/staff/staff-done.tsx";
import { StaffForm } from "#components/staff/staff-form.tsx";
import { Field } from "#components/ui/field.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { BACKUPS_KEPT, RECORD_KEPT } from "#lib/access/retention.ts";
import { whereMay } from "#lib/access/where-may.ts";
import { readFound } from "#lib/server/privacy/find-resident.ts";
import type { residentCodeForm } from "#lib/wire/access/resident-data.ts";
import type { NameOf } from "#lib/wire/staff-form.ts";

const HREF = "/conseiller/donnees";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.residentData"))("title"), robots: { index: false } };
}

/** The team types the code that a person shows, then exports or erases what is kept under it. */
export default async function ResidentDataPage(props: StaffPageProps) {
  const [t, { actor, query, typed, done }] = await Promise.all([
    getTranslations("staff.residentData"),
    openStaffPage(props, HREF),
  ]);
  if (whereMay(actor, "erase-resident").length === 0) return <NotFound />;
  const found = await readFound(actor, singleValue(query["trouve"]));
  return (
    <div className="grid gap-6 lg:max-w-3xl">
      <h1>{t("title")}</h1>
      <StaffDone done={done} />
      {found.length > 0 && (
        <ul className="grid gap-4">
          {found.map((one) => (
            <FoundData key={one.ref} found={one} />
          ))}
        </ul>
      )}
      <StaffForm<NameOf<typeof residentCodeForm>>
        form="code"
        action={`${HREF}/chercher`}
        typed={typed}
        submit={t("search")}
      >
        {(field) => (
          <Field
            {...field("code")}
            label={t("code")}
            hint={t("codeHint")}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={20}
            className="max-w-sm"
          />
        )}
      </StaffForm>
      <Part title={t("goes.title")}>
        <Facts facts={[t("goes.contact"), t("goes.code"), t("goes.appointment")]} />
      </Part>
      <Part title={t("stays.title")}>
        <Facts
          facts={[
            t("stays.counts"),
            t("stays.events", { months: RECORD_KEPT.months }),
            t("stays.backups", { days: BACKUPS_KEPT.days }),
          ]}
        />
      </Part>
      <p>
        <PageLink href="/conseiller" className={buttonClass("ghost")}>
          {t("back")}
        </PageLink>
      </p>
    </div>
  );
}
