import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { Locale } from "#i18n/routing.ts";
import { requestedMonth } from "#app/[locale]/coordination/chiffres/requested-month.ts";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { OwnFiguresCard } from "#components/staff/figures/own-figures-card.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { clock } from "#lib/server/clock.ts";
import { monthAfter } from "#lib/server/report/read-month-figures.ts";
import { readOwnFigures } from "#lib/server/report/read-own-figures.ts";
import { sayMonth } from "#lib/time/say.ts";
import { plusDays } from "#lib/time/zone.ts";

const HREF = "/conseiller/mes-chiffres";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("figures.own"))("title"), robots: { index: false } };
}

/** What whoever reads did themselves in a month; nobody else reads it. `?mois=2026-11`; without it, this month. */
export default async function OwnFiguresPage(props: StaffPageProps & { params: Promise<{ locale: Locale }> }) {
  const { locale } = await props.params;
  const { actor, query } = await openStaffPage(props, HREF);
  const first = requestedMonth(singleValue(query["mois"]), clock.now());
  const [t, months, over, own] = await Promise.all([
    getTranslations("figures.own"),
    getTranslations("figures.month"),
    getTranslations("tablet.over"),
    readOwnFigures(actor, first),
  ]);
  const addressOf = (month: string): string => `${HREF}?mois=${month.slice(0, 7)}`;
  return (
    <div className="grid gap-5 lg:max-w-3xl">
      <div className="grid gap-1">
        <h1>{t("title")}</h1>
        <p>{t("only")}</p>
      </div>
      <div className="grid gap-1">
        <h2 className="first-letter:uppercase">{sayMonth(first, locale)}</h2>
        <nav aria-label={months("months")} className="flex flex-wrap gap-x-6">
          <PageLink
            href={addressOf(`${plusDays(first, -1).slice(0, 8)}01`)}
            className="inline-flex min-h-target items-center font-bold"
          >
            {months("before")}
          </PageLink>
          <PageLink href={addressOf(monthAfter(first))} className="inline-flex min-h-target items-center font-bold">
            {months("after")}
          </PageLink>
        </nav>
      </div>
      {own.ok && <OwnFiguresCard own={own.value} />}
      <p>
        <PageLink href="/conseiller" className={buttonClass("quiet")}>
          {over("back")}
        </PageLink>
      </p>
    </div>
  );
}
