"use client";
import { useSyncExternalStore } from "react";
import { PageError, PageErrorLabels } from "#components/site/page-error.tsx";
import { siteErrorTexts } from "#i18n/site-error-texts.ts";
import { localeOf, routing, type Locale } from "#i18n/routing.ts";
import "./globals.css";

const directionOf = (locale: Locale): "rtl" | "ltr" => (locale === "ar" ? "rtl" : "ltr");

/** The locale of an address never changes. */
const never = () => () => undefined;
const localeHere = (): Locale => localeOf(window.location.pathname.split("/")[1]);

/**
 * Shown when the root layout itself fails in a browser: in the reader's language first, then in the three others.
 * Nothing in it needs script to be read; with script it is loaded again by itself, as every page that failed. A layout
 * that fails on the server is answered by lib/server/outage.
 */
export default function GlobalError() {
  const locale = useSyncExternalStore(never, localeHere, () => routing.defaultLocale);
  const texts = siteErrorTexts[locale];
  return (
    <html lang={locale} dir={directionOf(locale)}>
      <head>
        <title>{texts.title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
      </head>
      <body>
        <main className="mx-auto grid max-w-2xl gap-4 px-4 py-8">
          <PageErrorLabels labels={texts}>
            <PageError />
          </PageErrorLabels>
          {routing.locales
            .filter((other) => other !== locale)
            .map((other) => (
              <section key={other} lang={other} dir={directionOf(other)}>
                <h2>{siteErrorTexts[other].title}</h2>
                <p>{siteErrorTexts[other].what}</p>
                <p>{siteErrorTexts[other].do}</p>
              </section>
            ))}
        </main>
      </body>
    </html>
  );
}
