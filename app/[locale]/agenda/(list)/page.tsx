import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { getPathname } from "#i18n/routing.ts";
import { signInAddress } from "#app/[locale]/connexion/sign-in-address.ts";
import { ShareLinks } from "#components/calendar/share-links.tsx";
import { runsLines } from "#lib/server/auth/after-sign-in.ts";
import { requireStaff } from "#lib/server/auth/staff-of-page.ts";
import { UnsentActs } from "#components/tablet/unsent-acts.tsx";
import { listShares } from "#lib/server/calendar/list-shares.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("share.list");
  return { title: t("title"), robots: { index: false } };
}

export default async function SharedCalendarsPage() {
  const t = await getTranslations("share.list");
  const locale = await getLocale();
  const actor = await requireStaff(signInAddress(locale, { retour: getPathname({ href: "/agenda", locale }) }));
  return (
    <div className="mx-auto grid max-w-2xl gap-4 px-4 py-5">
      <h1>{t("title")}</h1>
      <ShareLinks
        shares={await listShares(actor)}
        leave={getPathname({ href: "/connexion/quitter", locale })}
        beforeLeaving={runsLines(actor) && <UnsentActs me={actor.user} />}
      />
    </div>
  );
}
