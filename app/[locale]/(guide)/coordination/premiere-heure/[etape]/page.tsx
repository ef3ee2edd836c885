import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { LanguageLinks } from "#components/site/language-links.tsx";
import { NotFound } from "#components/site/not-found.tsx";
import { GuideFrame } from "#components/staff/first-hour/guide-frame.tsx";
import { stepNamed } from "#components/staff/first-hour/paths.ts";
import { OtherOrganisations } from "#components/staff/other-organisations.tsx";
import { localeOf } from "#i18n/routing.ts";
import { organisationOfPage } from "#lib/server/auth/organisation-of-page.ts";
import { readFirstHour } from "#lib/server/organisation/first-hour/read-first-hour.ts";
import { STEPS_SHOWN } from "./steps.tsx";

type Props = StaffPageProps & { readonly params: Promise<{ locale: string; etape: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ etape }, t] = await Promise.all([params, getTranslations("staff.firstHour")]);
  const step = stepNamed(etape);
  return {
    title: step === undefined ? t("title") : `${t(`steps.${step}`)} · ${t("title")}`,
    robots: { index: false },
  };
}

/** One step of the guided set-up of an organisation, for its administrators. */
export default async function StepPage(props: Props) {
  const { etape } = await props.params;
  const href = `/coordination/premiere-heure/${etape}`;
  const [site, { actor, locale, query, typed, done }] = await Promise.all([
    getTranslations("site"),
    openStaffPage(props, href),
  ]);
  const step = stepNamed(etape);
  const held = await organisationOfPage(actor, "set-up-organisation", singleValue(query["organisation"]));
  const read = held && (await readFirstHour(actor, held.chosen.id));
  if (step === undefined || !held || !read?.ok) return <NotFound />;
  const guide = { actor, organisation: held.chosen, typed, firstHour: read.value };
  return (
    <GuideFrame
      organisation={held.chosen}
      firstHour={read.value}
      here={step}
      isRefused={typed !== undefined}
      done={done}
      languages={<LanguageLinks label={site("languages")} current={localeOf(locale)} />}
      others={<OtherOrganisations href={href} {...held} />}
    >
      {await STEPS_SHOWN[step](guide)}
    </GuideFrame>
  );
}
