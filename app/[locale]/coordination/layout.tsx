import type { ReactNode } from "react";
import { localeOf } from "#i18n/routing.ts";
import { getTranslations } from "next-intl/server";
import { BrandMark } from "#components/brand-mark.tsx";
import { LanguageLinks } from "#components/site/language-links.tsx";
import { ContinueLine } from "#components/staff/first-hour/continue-card.tsx";
import { StaffFrame } from "#components/staff/staff-frame.tsx";
import { whereMay } from "#lib/access/where-may.ts";
import { staffActor } from "#lib/server/auth/staff-of-page.ts";
import { offeredToReader } from "./offered-first-hour.ts";
import { sectionsOf } from "./sections-of.ts";

/**
 * The frame of the pages for coordination, with the sections that this person may use. Each page asks for its rights
 * itself.
 */
export default async function CoordinationLayout({
  params,
  children,
}: {
  params: Promise<{ locale: string }>;
  children: ReactNode;
}) {
  const [t, site, actor, offered, { locale }] = await Promise.all([
    getTranslations("staff"),
    getTranslations("site"),
    staffActor(),
    offeredToReader(),
    params,
  ]);
  const sections = actor ? await sectionsOf(actor) : [];
  return (
    <StaffFrame
      name={t("title")}
      mark={<BrandMark />}
      languages={<LanguageLinks label={site("languages")} current={localeOf(locale)} />}
      sections={sections}
      reception={actor !== undefined && whereMay(actor, "book-as-team").length > 0}
    >
      {offered && <ContinueLine firstHour={offered} />}
      {children}
    </StaffFrame>
  );
}
