import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { requestedMonth } from "./requested-month.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { MonthSentence, SumsByPlace } from "#components/staff/figures/month-sums.tsx";
import { OtherOrganisations } from "#components/staff/other-organisations.tsx";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { PrintButton } from "#components/ui/print-button.tsx";
import { getPathname, localeOf } from "#i18n/routing.ts";
import { organisationOfPage } from "#lib/server/auth/organisation-of-page.ts";
import { clock } from "#lib/server/clock.ts";
import { readMonthFigures, monthAfter } from "#lib/server/report/read-month-figures.ts";
import { sayMonth } from "#lib/time/say.ts";
import { plusDays } from "#lib/time/zone.ts";
import "#app/[locale]/_every-page/print.css";

const HREF = "/coordination/chiffres";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.sections.figures"))("name"), robots: { index: false } };
}

/**
 * The sums of a month of an organisation by place, a sentence to paste, and the same as a file. `?mois=2026-11`;
 * without it, this month.
 */
export default async function FiguresPage(props: StaffPageProps) {
  const { actor, query } = await openStaffPage(props, HREF);
  const [t, section, staff, locale, held] = await Promise.all([
    getTranslations("figures.month"),
    getTranslations("staff.sections.figures"),
    getTranslations("staff"),
    getLocale(),
    organisationOfPage(actor, "read-figures", singleValue(query["organisation"]), "some-place"),
  ]);
  const first = requestedMonth(singleValue(query["mois"]), clock.now());
  const read = held && (await readMonthFigures(actor, held.chosen.id, first));
  if (!held || !read?.ok) return <Notice>{staff("nothingHere")}</Notice>;
  const { places, total } = read.value;
  const { slug, name } = held.chosen;
  const addressOf = (month: string): string => `${HREF}?organisation=${slug}&mois=${month.slice(0, 7)}`;
  const file = getPathname({ href: `${HREF}/exporter`, locale: localeOf(locale) });
  return (
    <div className="for-wide-paper grid gap-6">
      <div className="grid gap-2">
        <h1>{section("name")}</h1>
        <OtherOrganisations href={HREF} {...held} />
        <p className="text-lg font-bold first-letter:uppercase">{sayMonth(first, locale)}</p>
        <nav aria-label={t("months")} className="flex flex-wrap gap-x-6 print:hidden">
          <PageLink
            href={addressOf(`${plusDays(first, -1).slice(0, 8)}01`)}
            className="inline-flex min-h-target items-center font-bold"
          >
            {t("before")}
          </PageLink>
          <PageLink href={addressOf(monthAfter(first))} className="inline-flex min-h-target items-center font-bold">
            {t("after")}
          </PageLink>
        </nav>
      </div>
      {places.length === 0 ? (
        <Notice>{t("none")}</Notice>
      ) : (
        <>
          <MonthSentence month={first} where={name} sum={total} />
          <SumsByPlace places={places} total={total} />
          <div className="flex flex-wrap gap-3 print:hidden">
            <PrintButton label={t("print")} onPhone />
            <form method="post" action={file}>
              <input type="hidden" name="slug" value={slug} />
              <input type="hidden" name="mois" value={first.slice(0, 7)} />
              <Button type="submit" look="ghost">
                {t("download")}
              </Button>
            </form>
          </div>
        </>
      )}
    </div>
  );
}
