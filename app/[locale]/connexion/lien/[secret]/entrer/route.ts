import type { NextRequest } from "next/server";
import {
  addressAfterSignIn,
  backToSignIn,
  signInAddress,
  waitAddress,
} from "#app/[locale]/connexion/sign-in-address.ts";
import { handleForm, seeOther } from "#app/form.ts";
import { localeOf } from "#i18n/routing.ts";
import { sessionCookie } from "#lib/server/auth/cookies.ts";
import { countWrongLink } from "#lib/server/auth/count-code.ts";
import { knownBrowserCookie } from "#lib/server/auth/known-browser.ts";
import { pendingCookie } from "#lib/server/auth/pending-sign-in.ts";
import { signInByLink } from "#lib/server/auth/sign-in-link.ts";

/**
 * Signs in with a link made by `npm run sign-in-link`; one that was used, has ended or never was leads to the sign-in
 * page, and is counted as a wrong code is. After too many from this network address no link is looked at, and a good
 * one stays good.
 */
export async function POST(
  request: NextRequest,
  { params }: { params: Promise<{ locale: string; secret: string }> },
): Promise<Response> {
  const { locale: asked, secret } = await params;
  const locale = localeOf(asked);
  return handleForm(
    request,
    (trouble) => backToSignIn(locale, trouble),
    async () => {
      const before = request.cookies.get(sessionCookie.name)?.value;
      const signed = await countWrongLink(request.headers, () => signInByLink(secret, before, request.headers));
      if (!signed.ok && signed.refusal === "too-many-requests")
        return seeOther(waitAddress(locale, signed.seconds, { erreur: "wait" }));
      if (!signed.ok) return seeOther(signInAddress(locale, { erreur: "link" }));
      const { cookie, email } = signed.value;
      return seeOther(await addressAfterSignIn(locale, signed.value), [
        cookie,
        pendingCookie(),
        knownBrowserCookie(request.headers, email),
      ]);
    },
  );
}
