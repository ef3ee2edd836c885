import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { openStaffPage, type StaffPageProps } from "./open-staff-page.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { HistoryPages } from "#components/staff/journal/history-pages.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { Result } from "#lib/result.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import type { History } from "#lib/server/planning/read-history.ts";

export async function historyMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.history"))("title"), robots: { index: false } };
}

/**
 * What a history is about. `of`: the page of that, which the history stands below; `back`: the text of the link to it;
 * `named`: what it is called.
 */
type HistorySubject<Read> = {
  readonly of: string;
  readonly back: "backHalfDay" | "backPlace";
  readonly read: (actor: StaffActor, before: string | undefined) => Promise<Result<History<Read>, "not-found">>;
  readonly named: (about: Read, locale: string) => ReactNode;
};

/** Who changed what at a half-day or place, and when (docs/planning.md#who-changed-what). */
export async function historyPage<Read>(props: StaffPageProps, { of, back, read, named }: HistorySubject<Read>) {
  const href = `${of}/histoire`;
  const { actor, query, locale } = await openStaffPage(props, href);
  const before = singleValue(query["avant"]);
  const [t, staff, found] = await Promise.all([
    getTranslations("staff.history"),
    getTranslations("staff"),
    read(actor, before),
  ]);
  if (!found.ok) return <Notice tone="warn">{staff("nothingHere")}</Notice>;
  const { about, next, ...history } = found.value;
  return (
    <div className="grid max-w-4xl gap-5">
      <p>
        <PageLink href={of} className="inline-flex min-h-target items-center font-bold">
          {t(back)}
        </PageLink>
      </p>
      <h1>{t("title")}</h1>
      <p className="text-lg">{named(about, locale)}</p>
      <HistoryPages href={href} before={before} next={next} {...history} />
    </div>
  );
}
