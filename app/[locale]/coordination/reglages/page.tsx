import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { STATEMENT_PART } from "./save-settings.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { NotFound } from "#components/site/not-found.tsx";
import { OtherOrganisations } from "#components/staff/other-organisations.tsx";
import { ServiceForm } from "#components/staff/settings/service-form.tsx";
import { StatementForm } from "#components/staff/settings/statement-form.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { StaffDone } from "#components/staff/staff-done.tsx";
import { organisationOfPage } from "#lib/server/auth/organisation-of-page.ts";
import { departments } from "#lib/server/place/department-name.ts";
import { fieldsOfSettings, readOrganisationSettings } from "#lib/server/organisation/read-organisation-settings.ts";

const HREF = "/coordination/reglages";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.sections.settings"))("name"), robots: { index: false } };
}

/**
 * What an organisation says of itself to residents, for its administrators to change: the service, and in a part of its
 * own (`partie=declaration`) the accessibility statement, so that no button leaves out what was typed into another
 * form.
 */
export default async function SettingsPage(props: StaffPageProps) {
  const [t, section, guide, { actor, query, typed, done }] = await Promise.all([
    getTranslations("staff.settings"),
    getTranslations("staff.sections.settings"),
    getTranslations("staff.firstHour"),
    openStaffPage(props, HREF),
  ]);
  const of = await organisationOfPage(actor, "set-up-organisation", singleValue(query["organisation"]));
  const read = of && (await readOrganisationSettings(actor, of.chosen.id));
  if (!of || !read?.ok) return <NotFound />;
  const { slug, fields, logo } = read.value;
  const to = (route: string): string => `${HREF}/${route}?organisation=${slug}`;
  if (singleValue(query["partie"]) === STATEMENT_PART.partie)
    return (
      <div className="grid max-w-4xl gap-5">
        <p>
          <PageLink href={`${HREF}?organisation=${slug}`} className="inline-flex min-h-target items-center font-bold">
            {section("name")}
          </PageLink>
        </p>
        <h1>{t("statement.title")}</h1>
        <StaffDone done={done} />
        <p className="text-soft">{t("statement.lead")}</p>
        <StatementForm
          action={to("declaration")}
          typed={typed}
          organisation={of.chosen.id}
          stored={fieldsOfSettings(fields, "statement")}
        />
      </div>
    );
  return (
    <div className="grid max-w-4xl gap-8">
      <div className="grid gap-3">
        <h1>{section("name")}</h1>
        <OtherOrganisations href={HREF} chosen={of.chosen} others={of.others} />
        <StaffDone done={done} />
        <p className="text-soft">{t("lead")}</p>
        <p>
          <PageLink
            href={`/coordination/premiere-heure?organisation=${slug}`}
            className="inline-flex min-h-target items-center"
          >
            {guide("again")}
          </PageLink>
        </p>
      </div>
      <ServiceForm
        action={to("enregistrer")}
        typed={typed}
        organisation={of.chosen.id}
        stored={fieldsOfSettings(fields, "service")}
        departments={departments()}
        logo={logo === undefined ? undefined : `/chez/${slug}/logo?v=${logo}`}
        withRegister
      />
      <section aria-labelledby="statement" className="grid gap-3 border-t-2 border-hair pt-5">
        <h2 id="statement">{t("statement.title")}</h2>
        <p className="text-soft">{t("statement.lead")}</p>
        <p>
          <PageLink
            href={`${HREF}?${new URLSearchParams({ organisation: slug, ...STATEMENT_PART })}`}
            className="inline-flex min-h-target items-center font-bold"
          >
            {t("statement.open")}
          </PageLink>
        </p>
      </section>
    </div>
  );
}
