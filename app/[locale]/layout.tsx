import type { Metadata, Viewport } from "next";
import { hasLocale, NextIntlClientProvider } from "next-intl";
import { getMessages, getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { preload } from "react-dom";
import { fonts } from "#app/i18n/fonts.ts";
import { routing } from "#app/i18n/routing.ts";
import "../globals.css";

type Given = { children: ReactNode; params: Promise<{ locale: string }> };

export async function generateMetadata({ params }: Given): Promise<Metadata> {
  const { locale } = await params;
  if (!hasLocale(routing.locales, locale)) return {};
  const name = (await getTranslations({ locale, namespace: "brand" }))("name");
  // Secrets stand in addresses: no other site may learn them. Not "no-referrer", which would make the Origin of our own forms null.
  return { title: { default: name, template: `%s · ${name}` }, referrer: "same-origin", formatDetection: { telephone: false } };
}

export const viewport: Viewport = { width: "device-width", initialScale: 1, themeColor: "#fffdf7" };

export default async function LocaleLayout({ children, params }: Given) {
  const { locale } = await params;
  if (!hasLocale(routing.locales, locale)) notFound();
  for (const font of fonts[locale]) preload(font, { as: "font", type: "font/woff2", crossOrigin: "anonymous" });
  const { site } = (await getMessages({ locale })) as { site: { broken: Record<string, string> } };
  return (
    <html lang={locale} dir={locale === "ar" ? "rtl" : "ltr"}>
      <body>
        {/* Only the page of a fault needs words in the browser; every other sentence is put in place by the server. */}
        <NextIntlClientProvider locale={locale} messages={{ site: { broken: site.broken } }}>{children}</NextIntlClientProvider>
      </body>
    </html>
  );
}
