import type { Metadata, Viewport } from "next";
import { hasLocale } from "next-intl";
import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { preload } from "react-dom";
import { fonts } from "#i18n/fonts.ts";
import { routing } from "#i18n/routing.ts";
import { LanguageOffer } from "#components/site/language-offer.tsx";
import { PageErrorLabels } from "#components/site/page-error.tsx";
import { readOrganisation } from "#lib/server/place/read-organisation.ts";
import { preferredLanguage } from "#lib/wire/api/accept-language.ts";
import "#app/globals.css";

type Props = { children: ReactNode; params: Promise<{ locale: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  if (!hasLocale(routing.locales, locale)) return {};
  const name = (await readOrganisation())?.service ?? (await getTranslations({ locale, namespace: "site" }))("name");
  // Addresses contain secrets that no other site may learn (docs/api.md#secrets). Not "no-referrer": it would make the
  // Origin of this site's own forms null.
  return {
    title: { default: name, template: `%s · ${name}` },
    referrer: "same-origin",
    formatDetection: { telephone: false },
  };
}

/** Each page is made when it is asked for. */
export const dynamic = "force-dynamic";

export const viewport: Viewport = { width: "device-width", initialScale: 1, themeColor: "#fffdf7" };

export default async function LocaleLayout({ children, params }: Props) {
  const { locale } = await params;
  if (!hasLocale(routing.locales, locale)) notFound();
  for (const font of fonts[locale]) preload(font, { as: "font", type: "font/woff2", crossOrigin: "anonymous" });
  const [t, asked] = await Promise.all([
    getTranslations({ locale, namespace: "site.broken" }),
    headers().then((sent) => preferredLanguage(sent.get("accept-language"), routing.locales)),
  ]);
  // A page in another language than French was chosen by its reader.
  const offered = locale === routing.defaultLocale && asked !== locale ? asked : undefined;
  return (
    <html lang={locale} dir={locale === "ar" ? "rtl" : "ltr"}>
      <body>
        {offered !== undefined && <LanguageOffer to={offered} />}
        <PageErrorLabels labels={{ title: t("title"), what: t("what"), do: t("do"), again: t("again") }}>
          {children}
        </PageErrorLabels>
      </body>
    </html>
  );
}
