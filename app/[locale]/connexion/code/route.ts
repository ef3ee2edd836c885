import type { NextRequest } from "next/server";
import { handleForm, seeOther } from "#app/form.ts";
import { readForm } from "#app/api/read-request.ts";
import { getPathname } from "#i18n/navigation.ts";
import { localeOf } from "#i18n/routing.ts";
import { landingOf } from "#lib/server/auth/after-sign-in.ts";
import { signInAddress, backToSignIn } from "#app/[locale]/connexion/sign-in-address.ts";
import { PENDING, pendingCookie, pendingOf } from "#lib/server/auth/pending-sign-in.ts";
import { knownBrowserCookie } from "#lib/server/auth/known-browser.ts";
import { sessionCookie } from "#lib/server/auth/cookies.ts";
import { signIn } from "#lib/server/auth/login.ts";
import { giveCodeForm } from "#lib/wire/sign-in.ts";

/** Signs in when the code is right, and redirects to where the person was going. */
export async function POST(
  request: NextRequest,
  { params }: { params: Promise<{ locale: string }> },
): Promise<Response> {
  const locale = localeOf((await params).locale);
  return handleForm(
    request,
    (trouble) => backToSignIn(locale, trouble, { etape: "code" }),
    async () => {
      const pending = pendingOf(request.cookies.get(PENDING)?.value);
      if (!pending) return seeOther(signInAddress(locale, { erreur: "start" }));
      const given = giveCodeForm.safeParse(await readForm(request));
      const signed = await signIn(
        pending.email,
        given.data?.code ?? "",
        pending.browser,
        request.cookies.get(sessionCookie.name)?.value,
      );
      if (!signed.ok) return seeOther(signInAddress(locale, { etape: "code", erreur: "code" }));
      const { cookie, actor } = signed.value;
      return seeOther(pending.retour ?? getPathname({ href: landingOf(actor), locale }), [
        cookie,
        pendingCookie(),
        knownBrowserCookie(request.headers, pending.email),
      ]);
    },
  );
}
