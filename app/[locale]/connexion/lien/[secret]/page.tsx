import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { getPathname, localeOf } from "#i18n/routing.ts";
import { WipeDevice } from "#components/tablet/offline/wipe-device.tsx";
import { staffActor } from "#lib/server/auth/staff-of-page.ts";
import { LinkForm } from "#components/auth/sign-in.tsx";

type Props = { params: Promise<{ locale: string; secret: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth.link");
  return { title: t("title"), robots: { index: false } };
}

/** The page of a sign-in link. Opening it uses nothing up, since mail programs open links too: the button does. */
export default async function SignInLinkPage({ params }: Props) {
  const { locale, secret } = await params;
  const t = await getTranslations("auth.link");
  const enter = getPathname({ href: `/connexion/lien/${encodeURIComponent(secret)}/entrer`, locale: localeOf(locale) });
  return (
    <div className="mx-auto grid w-full max-w-md gap-6 py-4">
      <header className="grid gap-2">
        <h1>{t("title")}</h1>
        <p className="text-soft">{t("lead")}</p>
      </header>
      <WipeDevice signedIn={(await staffActor()) !== undefined} />
      <LinkForm action={enter} />
    </div>
  );
}
