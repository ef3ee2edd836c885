import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { pageOfStep } from "#components/staff/first-hour/paths.ts";
import { NotFound } from "#components/site/not-found.tsx";
import { redirect } from "#i18n/navigation.ts";
import { organisationOfPage } from "#lib/server/auth/organisation-of-page.ts";
import { readFirstHour } from "#lib/server/organisation/first-hour/read-first-hour.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.firstHour"))("title"), robots: { index: false } };
}

/** Leads to the first step of the guided set-up that is to be done. */
export default async function FirstHourPage(props: StaffPageProps) {
  const { actor, locale, query, done } = await openStaffPage(props, "/coordination/premiere-heure");
  const held = await organisationOfPage(actor, "set-up-organisation", singleValue(query["organisation"]));
  const read = held && (await readFirstHour(actor, held.chosen.id));
  if (!read?.ok) return <NotFound />;
  const page = pageOfStep(read.value.next, read.value.slug);
  const said = done === undefined ? "" : `&${new URLSearchParams({ fait: done })}`;
  return redirect({ href: `${page}${said}`, locale });
}
