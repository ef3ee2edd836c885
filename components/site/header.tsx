import { useLocale, useTranslations } from "next-intl";
import { PageLink } from "#components/ui/page-link.tsx";
import { Written } from "#components/ui/written.tsx";
import type { Locale } from "#i18n/routing.ts";
import { BrandMark } from "./brand-mark.tsx";
import { LanguageLinks } from "./language-links.tsx";

/** In characters. On a phone a longer name takes five lines beside the languages: it has a line of its own. */
const LONG_NAME = 26;

/** Who speaks, and in which language. `name`: the place, where the page is about one. Gives way to a call. */
export function Header({ name }: { name?: string | undefined }) {
  const t = useTranslations();
  return (
    <header className="border-b-2 border-hair [body:has([data-called])_&]:hidden">
      <div className="mx-auto flex max-w-5xl flex-wrap items-center justify-between gap-x-2 gap-y-2 px-4 py-3">
        <PageLink
          href="/"
          className={`flex min-h-target min-w-min flex-1 ${(name?.length ?? 0) > LONG_NAME ? "max-sm:basis-full" : ""} items-center gap-2 font-bold leading-tight wrap-break-word text-ink no-underline`}
        >
          <BrandMark />
          {name === undefined ? (
            t("brand.name")
          ) : (
            <span>
              <span className="sr-only">{t("site.home")} · </span>
              <Written words={name} />
            </span>
          )}
        </PageLink>
        <LanguageLinks label={t("site.languages")} current={useLocale() as Locale} />
      </div>
    </header>
  );
}
