import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { singleValue } from "#app/[locale]/search-params.ts";
import { OtherOrganisations } from "#components/staff/other-organisations.tsx";
import { PlanSomebody } from "#components/staff/planning/plan-somebody.tsx";
import { SayWays } from "#components/staff/rules/say-ways.tsx";
import { SayRule } from "#components/staff/rules/say-rule.tsx";
import { StaffDone } from "#components/staff/staff-done.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { namesApart } from "#lib/place/names-apart.ts";
import { organisationOfPage } from "#lib/server/auth/organisation-of-page.ts";
import { firstDateShort } from "#lib/server/planning/series/first-date-short.ts";
import { readRules, type Rule } from "#lib/server/planning/series/read-rules.ts";
import { clock } from "#lib/server/clock.ts";
import { sayDate } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";

const HREF = "/coordination/regles";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.sections.rules"))("name"), robots: { index: false } };
}

/** The rules of an organisation, by place. `horaire` in the address: the rule that was just saved, of which the first date without anybody is offered. */
export default async function RulesPage(props: StaffPageProps) {
  const { actor, query, done } = await openStaffPage(props, HREF);
  const [t, oneDay, section, staff, held] = await Promise.all([
    getTranslations("staff.rules"),
    getTranslations("staff.halfDay"),
    getTranslations("staff.sections.rules"),
    getTranslations("staff"),
    organisationOfPage(actor, "plan-half-days", singleValue(query["organisation"]), "some-place"),
  ]);
  const rules = held && (await readRules(actor, held.chosen.id));
  if (!held || !rules?.ok) return <Notice>{staff("nothingHere")}</Notice>;
  const short = await firstDateShort(actor, held.chosen.id, singleValue(query["horaire"]));
  const byPlace = Map.groupBy(rules.value, ({ place }) => place.id);
  const places = namesApart([...new Map(rules.value.map(({ place }) => [place.id, place])).values()]);
  return (
    <div className="grid gap-5">
      <h1>{section("name")}</h1>
      <OtherOrganisations href={HREF} {...held} />
      <StaffDone done={done} />
      {short && <PlanSomebody short={short} organisation={held.chosen.slug} />}
      <p className="text-lg">{t("lead")}</p>
      <p className="flex flex-wrap gap-3">
        <PageLink href={`${HREF}/creer?organisation=${held.chosen.slug}`} className={buttonClass()}>
          {t("create")}
        </PageLink>
        <PageLink
          href={`/coordination/permanences/creer?organisation=${held.chosen.slug}`}
          className={buttonClass("ghost")}
        >
          {oneDay("create")}
        </PageLink>
        <PageLink
          href={`/coordination/planning/importer?organisation=${held.chosen.slug}`}
          className={buttonClass("quiet")}
        >
          {t("asTable")}
        </PageLink>
      </p>
      {byPlace.size === 0 && <Notice>{t("none")}</Notice>}
      <div className="grid gap-4 md:grid-cols-2">
        {places.map(({ id, name }) => (
          <Card key={id} className="grid content-start gap-2">
            <h2>
              <FrenchText text={name} />
            </h2>
            <ul className="grid">
              {byPlace.get(id)?.map((rule) => (
                <RuleLine key={rule.id} rule={rule} organisation={held.chosen.slug} />
              ))}
            </ul>
          </Card>
        ))}
      </div>
    </div>
  );
}

/** A rule in words, with what can be done with it. */
async function RuleLine({ rule, organisation }: { rule: Rule; organisation: string }) {
  const [t, locale] = [await getTranslations("staff.rules"), await getLocale()];
  return (
    <li className="grid gap-1 border-t border-hair py-3">
      <b className="first-letter:uppercase">
        <SayRule rule={rule} />
      </b>
      <span>
        {t("tables", { tables: rule.tables })}
        {rule.fromDate > localDateOf(clock.now(), rule.timeZone) &&
          ` · ${t("fromDay", { day: sayDate(rule.fromDate, locale) })}`}
        {rule.untilDate !== undefined && ` · ${t("untilDay", { day: sayDate(rule.untilDate, locale) })}`}
      </span>
      <span>
        <SayWays rule={rule} />
      </span>
      {rule.audience !== null && <span>{t.rich("audience", { audience: rule.audience })}</span>}
      <span className="flex flex-wrap gap-x-6">
        <PageLink href={`${HREF}/${rule.id}`} className="inline-flex min-h-target items-center font-bold">
          {t("change")}
        </PageLink>
        <PageLink
          href={`${HREF}/creer?${new URLSearchParams({ organisation, comme: rule.id })}`}
          className="inline-flex min-h-target items-center font-bold"
        >
          {t("createLike")}
        </PageLink>
      </span>
    </li>
  );
}
