import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { getPathname } from "#i18n/routing.ts";
import { ownAddress } from "#components/ui/own-pages.ts";
import { searchWords } from "#lib/place/search-words.ts";
import { buttonClass } from "#components/ui/button.tsx";
import { DeadEnd } from "#components/ui/dead-end.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { SearchForm } from "#components/ui/search-form.tsx";

/**
 * The address of the list of places. `text`: what is searched; `page`: from 1; `after`: the place after which it goes
 * on.
 */
export function placesAddress({ text, page = 1, after }: { text?: string; page?: number; after?: string }): string {
  const query = new URLSearchParams({
    ...(text !== undefined && { q: text }),
    ...(page > 1 && { page: String(page) }),
    ...(after !== undefined && { apres: after }),
  }).toString();
  return query === "" ? "/lieux" : `/lieux?${query}`;
}

/** A plain form that searches places; it leads to this page again, with what was typed in the field. */
export function PlaceSearch({ text }: { text?: string | undefined }) {
  const t = useTranslations("place.search");
  const locale = useLocale();
  return (
    <SearchForm
      action={getPathname({ href: ownAddress("/lieux"), locale })}
      id="recherche"
      name="q"
      label={t("label")}
      go={t("go")}
      typed={text}
      autoComplete="off"
      className="max-w-3xl"
    />
  );
}

/** No place has this address: the search, and a link to all places. */
export function UnknownPlace() {
  const t = useTranslations("place.search");
  const list = useTranslations("place.list");
  const lost = useTranslations("site.lost");
  return (
    <DeadEnd title={lost("title")} sentences={[lost("what"), t("unknown")]}>
      <PlaceSearch />
      <p>
        <PageLink href="/lieux" className={buttonClass("ghost")}>
          {list("title")}
        </PageLink>
      </p>
    </DeadEnd>
  );
}

/**
 * How many places were found, those with a `planned` half-day apart, in which page of them the reader is, and a link to
 * all. `more`: there are others, which are not shown.
 */
export function FoundPlaces({
  text,
  found,
  planned,
  more,
  page,
  pages,
}: { text: string; found: number; planned: number; more: boolean } & PageOfList) {
  const t = useTranslations("place.search");
  const others = found - planned;
  const counts = [
    ...(planned > 0 ? [t("withNext", { places: planned })] : []),
    ...(others > 0 ? [t(planned > 0 ? "others" : "count", { places: others })] : []),
  ];
  const list = new Intl.ListFormat(useLocale(), { type: "conjunction" });
  const asked = () => <Typed text={text} />;
  return (
    <div>
      <h2>
        {more ? t.rich("many", { places: found, asked }) : t.rich("foundFor", { found: list.format(counts), asked })}
        <PageNumber page={page} pages={pages} />
      </h2>
      {more && <p>{t("narrow")}</p>}
      <AllPlaces />
    </div>
  );
}

/** How many places there are, above each of several pages of them. */
export function CountedPlaces({ found, page, pages }: { found: number } & PageOfList) {
  const t = useTranslations("place.search");
  return (
    <p className="text-lg font-bold">
      {t("count", { places: found })}
      <PageNumber page={page} pages={pages} />
    </p>
  );
}

/** The page shown, from 1, and how many there are. */
type PageOfList = { page: number; pages: number };

function PageNumber({ page, pages }: PageOfList) {
  const t = useTranslations("place.search");
  return page > 1 && <span className="font-normal"> · {t("page", { page, pages })}</span>;
}

/** No place was found: what else to type, and a link to all. The telephone stands in the footer, just below. */
export function NoPlaceFound({ text }: { text: string }) {
  const t = useTranslations("place.search");
  const list = useTranslations("place.list");
  return (
    <>
      <Notice>
        <p>{t.rich("none", { asked: () => <Typed text={text} /> })}</p>
        <p className="font-normal">{t(searchWords(text).length === 0 ? "letters" : "try")}</p>
      </Notice>
      <p>
        <PageLink href="/lieux" className={buttonClass("ghost")}>
          {list("title")}
        </PageLink>
      </p>
    </>
  );
}

/** What the reader typed, with its own direction. */
const Typed = ({ text }: { text: string }) => <bdi>{text}</bdi>;

function AllPlaces() {
  const t = useTranslations("home");
  return (
    <PageLink href="/lieux" className="inline-flex min-h-target items-center font-bold">
      {t("all")}
    </PageLink>
  );
}

/** Links to the pages before and after this one; nothing where there is one page only. */
export function PlacePages({ text, page, pages }: { text?: string | undefined } & PageOfList) {
  const t = useTranslations("place.search");
  const at = (to: number) => placesAddress({ ...(text !== undefined && { text }), page: to });
  return (
    pages > 1 && (
      <Pages>
        {page > 1 && <PageBefore href={at(page - 1)}>{t("previous")}</PageBefore>}
        <p className="text-center font-bold">{t("page", { page, pages })}</p>
        {page < pages && <PageAfter href={at(page + 1)}>{t("next")}</PageAfter>}
      </Pages>
    )
  );
}

/**
 * Links of the list of very many places: to its start unless it `begins` here, and on, `after` the last place shown.
 */
export function TownPages({ begins, after }: { begins: boolean; after?: string }) {
  const t = useTranslations("place.search");
  if (begins && after === undefined) return null;
  return (
    <Pages>
      {!begins && <PageBefore href="/lieux">{t("start")}</PageBefore>}
      {after !== undefined && <PageAfter href={placesAddress({ after })}>{t("next")}</PageAfter>}
    </Pages>
  );
}

function Pages({ children }: { children: ReactNode }) {
  const t = useTranslations("place.search");
  return (
    <nav aria-label={t("pages")} className="grid gap-3 sm:flex sm:items-center sm:justify-between">
      {children}
    </nav>
  );
}

const PageBefore = ({ href, children }: { href: string; children: ReactNode }) => (
  <PageLink href={href} rel="prev" className={buttonClass("ghost")}>
    <Icon name="arrow" size={22} className="-scale-x-100 rtl:scale-x-100" />
    {children}
  </PageLink>
);

const PageAfter = ({ href, children }: { href: string; children: ReactNode }) => (
  <PageLink href={href} rel="next" className={`${buttonClass("ghost")} sm:ms-auto`}>
    {children}
    <Icon name="arrow" size={22} />
  </PageLink>
);
