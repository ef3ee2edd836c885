"use client";
import { usePathname, useSearchParams } from "next/navigation";
import { languages } from "#i18n/languages.ts";
import { routing, type Locale } from "#i18n/routing.ts";
import { isTeamPage, teamLocales } from "#i18n/team-pages.ts";

const PREFIX = new RegExp(`^/(?:${routing.locales.join("|")})(?=/|$)`, "u");

/**
 * A form that was begun is posted along as it is typed, if its page can show it again; without script it starts again.
 */
function carriesForm(locale: Locale): boolean {
  const form = document.querySelector<HTMLFormElement>("form[data-other-language]");
  if (!form) return false;
  form.action = `${locale === routing.defaultLocale ? "" : `/${locale}`}${form.dataset["otherLanguage"]}`;
  form.submit();
  return true;
}

/** The path of this page without its language, and its address in another one, with its query. */
export function useThisPage(): { readonly path: string; readonly addressIn: (locale: Locale) => string } {
  const path = usePathname().replace(PREFIX, "").replace(/\/$/u, "");
  const chosen = useSearchParams()?.toString();
  const query = chosen ? `?${chosen}` : "";
  return {
    path,
    addressIn: (locale) => `${(locale === routing.defaultLocale ? path : `/${locale}${path}`) || "/"}${query}`,
  };
}

/**
 * The same page in another language that it speaks: plain links, so they work without script. Other languages are
 * written in a system font: the Arabic web font would be 23 kB for one letter.
 */
export function LanguageLinks({ label, current }: { label: string; current: Locale }) {
  const { path, addressIn } = useThisPage();
  const locales: readonly Locale[] = isTeamPage(path) ? teamLocales : routing.locales;
  return (
    <nav aria-label={label}>
      <ul className="flex flex-wrap min-[28rem]:gap-1.5">
        {locales.map((locale) => (
          <li key={locale} className="group">
            <a
              onClick={(click) => carriesForm(locale) && click.preventDefault()}
              href={addressIn(locale)}
              hrefLang={locale}
              lang={locale}
              aria-current={locale === current ? "true" : undefined}
              className={`${locale === current ? "" : "font-device"} grid min-h-target min-w-target place-items-center border-2 border-edge bg-card px-1 max-[28rem]:group-not-last:border-e-0 max-[28rem]:group-first:rounded-s-control max-[28rem]:group-last:rounded-e-control min-[28rem]:rounded-control min-[28rem]:px-2 font-bold text-ink no-underline aria-[current]:border-ink aria-[current]:bg-ink aria-[current]:text-white`}
            >
              <span>
                {languages[locale].short}
                <span className="sr-only"> {languages[locale].name}</span>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
