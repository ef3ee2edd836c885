import { useLocale, useTranslations } from "next-intl";
import { getPathname } from "#i18n/routing.ts";
import { ownAddress } from "#components/ui/own-pages.ts";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { SearchForm } from "#components/ui/search-form.tsx";
import { homeAddress, type HomeChoice } from "./home-address.ts";

/**
 * What was typed as a commune, and what it means: the communes to choose from (`found`; none: it is not known), or the
 * one that is `chosen`.
 */
export type NearQuery = {
  readonly typed?: string | undefined;
  readonly chosen?: { readonly code: string; readonly name: string } | undefined;
  readonly found?: readonly { readonly code: string; readonly name: string }[] | undefined;
};

/**
 * A plain form that asks near which commune; it leads to this page again. `choice`: what the page is narrowed to
 * besides.
 */
export function NearSearch({ asked: { typed, chosen, found }, choice }: { asked: NearQuery; choice: HomeChoice }) {
  const t = useTranslations("home.near");
  const home = useTranslations("home");
  const locale = useLocale();
  return (
    <div className="grid content-start gap-2">
      <SearchForm
        action={getPathname({ href: ownAddress("/"), locale })}
        id="commune"
        name="commune"
        label={t("label")}
        hint={t("hint")}
        go={t("go")}
        typed={chosen?.name ?? typed}
        autoComplete="address-level2"
      >
        {choice.topic !== undefined && <input type="hidden" name="demarche" value={choice.topic} />}
        {choice.language !== undefined && <input type="hidden" name="langue" value={choice.language} />}
      </SearchForm>
      {chosen && (
        <PageLink
          href={homeAddress({ ...choice, near: undefined })}
          className="inline-flex min-h-target items-center justify-self-start font-bold"
        >
          {t("everywhere")}
        </PageLink>
      )}
      {!chosen && found?.length === 0 && (
        <Notice>
          <p>{t.rich("unknown", { asked: () => <bdi>{typed}</bdi> })}</p>
          <p>
            <PageLink href="/lieux" className="inline-flex min-h-target items-center">
              {home("all")}
            </PageLink>
          </p>
        </Notice>
      )}
      {!chosen && found && found.length > 0 && (
        <nav aria-labelledby="quelle-commune" className="grid gap-1">
          <p id="quelle-commune" className="font-bold">
            {t("which")}
          </p>
          <ul className="flex flex-wrap gap-x-5">
            {found.map(({ code, name }) => (
              <li key={code}>
                <PageLink
                  href={homeAddress({ ...choice, near: code })}
                  className="inline-flex min-h-target items-center font-bold"
                >
                  <FrenchText text={name} />
                </PageLink>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </div>
  );
}
