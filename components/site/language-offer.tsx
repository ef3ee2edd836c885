"use client";
import { languages } from "#i18n/languages.ts";
import type { Locale } from "#i18n/routing.ts";
import { isForResidents } from "#i18n/team-pages.ts";
import { useThisPage } from "./language-links.tsx";

/**
 * One line on top of a page for residents: the same page in the language that their browser asks for, said in that
 * language. Nobody is redirected. Not while a number is called, on paper, nor on a page for others.
 */
export function LanguageOffer({ to }: { to: Locale }) {
  const { path, addressIn } = useThisPage();
  if (!isForResidents(path)) return null;
  return (
    <p
      lang={to}
      dir={to === "ar" ? "rtl" : "ltr"}
      className="bg-ink font-device print:hidden [body:has([data-called])_&]:hidden"
    >
      <a
        href={addressIn(to)}
        hrefLang={to}
        className="mx-auto flex min-h-target max-w-5xl items-center px-4 font-bold text-white"
      >
        {languages[to].thisPage}
      </a>
    </p>
  );
}
