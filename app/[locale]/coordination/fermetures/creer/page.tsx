import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { effectOfClosureForm } from "#app/[locale]/coordination/fermetures/closure-forms.ts";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { defaultPlace } from "#app/[locale]/coordination/default-place.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { ClosureEffect } from "#components/staff/closures/closure-effect.tsx";
import { ClosureForm } from "#components/staff/closures/closure-form.tsx";
import { OtherOrganisations } from "#components/staff/other-organisations.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { organisationOfPage } from "#lib/server/auth/organisation-of-page.ts";
import { readClosureChoices } from "#lib/server/planning/closures/read-closures.ts";
import { plusDays } from "#lib/time/zone.ts";
import { EVERY_PLACE } from "#lib/wire/schedule/closure-form.ts";

const HREF = "/coordination/fermetures/creer";

/** Days from today to the day of decision that the form proposes, as Imprévu does. */
const DECIDED_AFTER = 7;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.closures"))("create"), robots: { index: false } };
}

/** Closes a place or all of them: what is typed, then what it would do, then the button that closes. */
export default async function NewClosurePage(props: StaffPageProps) {
  const { actor, query, typed } = await openStaffPage(props, HREF);
  const [t, staff, held] = await Promise.all([
    getTranslations("staff.closures"),
    getTranslations("staff"),
    organisationOfPage(
      actor,
      "plan-half-days",
      singleValue(query["organisation"]) ?? typed?.fields["slug"],
      "some-place",
    ),
  ]);
  if (!held) return <Notice>{staff("nothingHere")}</Notice>;
  const { chosen } = held;
  const [{ places, everyPlace, today }, { sentence, effect, confirm }] = await Promise.all([
    readClosureChoices(actor, chosen.id),
    effectOfClosureForm(actor, typed, { organisation: chosen.id }),
  ]);
  const list = `/coordination/fermetures?organisation=${chosen.slug}`;
  return (
    <div className="grid gap-5">
      <p>
        <PageLink href={list} className="inline-flex min-h-target items-center font-bold">
          {t("all")}
        </PageLink>
      </p>
      <h1>{t("create")}</h1>
      <OtherOrganisations href={HREF} {...held} />
      <ClosureForm
        action={`${HREF}/voir`}
        typed={sentence}
        values={{
          place: places.length === 0 ? EVERY_PLACE : defaultPlace(singleValue(query["lieu"]), places),
          from: today,
          end: "known",
          decideOn: plusDays(today, DECIDED_AFTER),
        }}
        slug={chosen.slug}
        places={places}
        everyPlace={everyPlace}
      />
      {effect && (
        <ClosureEffect
          effect={effect}
          action={`${HREF}/enregistrer`}
          typed={confirm}
          fields={sentence?.fields ?? {}}
          back={list}
        />
      )}
    </div>
  );
}
