import type { NextRequest } from "next/server";
import { formFieldsOf, handleForm, seeOther } from "#app/form.ts";
import { tabletAddress } from "#app/[locale]/(site)/tablette/tablet-address.ts";
import { getPathname } from "#i18n/navigation.ts";
import { localeOf } from "#i18n/routing.ts";
import { sessionCookie } from "#lib/server/auth/cookies.ts";
import { openTablet } from "#lib/server/auth/tablet/open-tablet.ts";

/** Opens the tablet under the name that was chosen, and leads to its line. */
export async function POST(
  request: NextRequest,
  { params }: { params: Promise<{ locale: string }> },
): Promise<Response> {
  const locale = localeOf((await params).locale);
  const typed = formFieldsOf(request);
  const back = async (refus: string): Promise<Response> =>
    seeOther(tabletAddress(locale, { lieu: (await typed().catch(() => undefined))?.["lieu"], refus }));
  return handleForm(request, back, async () => {
    const { choix = "", permanence = "", compte = "" } = (await typed()) ?? {};
    const before = request.cookies.get(sessionCookie.name)?.value;
    const opened = await openTablet(choix, { permanence, account: compte }, before);
    if (!opened.ok) return back("pass-over");
    return seeOther(getPathname({ href: `/conseiller/permanences/${permanence}`, locale }), [opened.value.cookie]);
  });
}
