import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { StaffDone } from "#components/staff/staff-done.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { SearchForm } from "#components/ui/search-form.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { getPathname, type Locale } from "#i18n/routing.ts";
import { cleanText } from "#lib/place/clean-text.ts";
import { organisationsWhere } from "#lib/access/where-may.ts";
import { listManagedPlaces } from "#lib/server/schedule/managed-places.ts";

const HREF = "/coordination/lieux";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.sections.places"))("name"), robots: { index: false } };
}

/** The places that this person manages, with a search; hidden ones are marked. */
export default async function ManagedPlacesPage(props: StaffPageProps) {
  const { actor, locale, query, done } = await openStaffPage(props, HREF);
  const [t, sections] = await Promise.all([getTranslations("staff.places"), getTranslations("staff.sections.places")]);
  const text = cleanText(singleValue(query["q"]));
  const { places, begins, after } = await listManagedPlaces(actor, { text, after: singleValue(query["apres"]) });
  const createsHere = organisationsWhere(actor, "manage-places").length > 0;
  const onTo = new URLSearchParams({
    ...(text !== undefined && { q: text }),
    ...(after !== undefined && { apres: after }),
  });
  return (
    <div className="grid gap-5">
      <h1>{sections("name")}</h1>
      <StaffDone done={done} />
      <div className="flex flex-wrap items-end justify-between gap-4">
        <SearchForm
          action={getPathname({ href: HREF, locale: locale as Locale })}
          id="recherche"
          name="q"
          label={t("search")}
          go={t("go")}
          typed={text}
          autoComplete="off"
          className="flex-1 basis-80"
        />
        {createsHere && (
          <>
            <PageLink href={`${HREF}/importer`} className={buttonClass("ghost")}>
              {t("import")}
            </PageLink>
            <PageLink href={`${HREF}/creer`} className={buttonClass()}>
              {t("create")}
            </PageLink>
          </>
        )}
      </div>
      {places.length === 0 && <Notice>{t(text === undefined ? "none" : "noneFound")}</Notice>}
      <ul className="grid gap-2.5 md:grid-cols-2">
        {places.map(({ id, slug, name, postalCode, city, hidden }) => (
          <Card as="li" key={id}>
            <PageLink href={`${HREF}/${slug}`} className="inline-flex min-h-target items-center font-bold">
              <FrenchText text={name} />
            </PageLink>
            <p className="text-soft">
              <FrenchText text={`${postalCode}\u00a0${city}`} />
            </p>
            {hidden && (
              <p className="font-bold">
                <Tag>{t("isHidden")}</Tag>
              </p>
            )}
          </Card>
        ))}
      </ul>
      {(!begins || after !== undefined) && (
        <nav aria-label={t("pages")} className="flex flex-wrap justify-between gap-3">
          {!begins && (
            <PageLink href={HREF} className={buttonClass("ghost")}>
              {t("start")}
            </PageLink>
          )}
          {after !== undefined && (
            <PageLink href={`${HREF}?${onTo}`} rel="next" className={`${buttonClass("ghost")} ms-auto`}>
              {t("next")}
            </PageLink>
          )}
        </nav>
      )}
    </div>
  );
}
