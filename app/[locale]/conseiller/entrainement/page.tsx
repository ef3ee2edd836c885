import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import { NextIntlClientProvider } from "next-intl";
import { getMessages, getTranslations } from "next-intl/server";
import { getPathname, type Locale } from "#i18n/routing.ts";
import { signInAddress } from "#app/[locale]/connexion/sign-in-address.ts";
import { whyTexts } from "#app/[locale]/conseiller/permanences/[id]/why-texts.ts";
import { tabletAddress } from "#app/[locale]/(site)/tablette/tablet-address.ts";
import { BrandMark } from "#components/brand-mark.tsx";
import { Practice } from "#components/tablet/practice/practice.tsx";
import { cookieIn, isOfTablet, sessionCookie } from "#lib/server/auth/cookies.ts";
import { requireTeam } from "#lib/server/auth/staff-of-page.ts";

/** As of the tablet: two quick taps are two acts. */
export const viewport: Viewport = { width: "device-width", initialScale: 1, themeColor: "#1b1b2f" };

type Props = { params: Promise<{ locale: Locale }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("practice"))("title"), robots: { index: false } };
}

/**
 * A pretend half-day, for whoever learns: also on a shared tablet. It reads nothing of the team, and nothing of it
 * comes back to the server.
 */
export default async function PracticePage({ params }: Props) {
  const { locale } = await params;
  const login = cookieIn(await headers(), sessionCookie.name);
  const isShared = login !== undefined && isOfTablet(login);
  const here = getPathname({ href: "/conseiller/entrainement", locale });
  await requireTeam(isShared ? tabletAddress(locale) : signInAddress(locale, { retour: here }));
  const [{ tablet, practice, pictures, topics, refusals, site }, why] = await Promise.all([getMessages(), whyTexts()]);
  return (
    <NextIntlClientProvider messages={{ tablet, practice, pictures, topics, refusals, site: { skip: site.skip } }}>
      <Practice
        why={why}
        home={isShared ? tabletAddress(locale) : getPathname({ href: "/conseiller", locale })}
        mark={<BrandMark />}
      />
    </NextIntlClientProvider>
  );
}
