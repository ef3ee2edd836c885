import type { NextRequest } from "next/server";
import { handleForm, seeOther } from "#app/form.ts";
import { readForm } from "#app/api/read-request.ts";
import { localeOf } from "#i18n/routing.ts";
import {
  addressAfterSignIn,
  signInAddress,
  backToSignIn,
  waitAddress,
} from "#app/[locale]/connexion/sign-in-address.ts";
import { PENDING, pendingCookie, pendingOf } from "#lib/server/auth/pending-sign-in.ts";
import { knownBrowserCookie } from "#lib/server/auth/known-browser.ts";
import { sessionCookie } from "#lib/server/auth/cookies.ts";
import { signInByCode } from "#lib/server/auth/sign-in-by-code.ts";
import { sealEmail } from "#lib/server/auth/typed-email.ts";
import { clock } from "#lib/server/clock.ts";
import { giveCodeForm } from "#lib/wire/access/sign-in.ts";

/**
 * Signs in when the code is right, and redirects to where the person was going. What has not the form of a code is no
 * guess. After too many wrong codes from this network address, or for this e-mail address today, it leads back to the
 * field of the code, which stays good, with how long to wait. The e-mail address goes along, since the cookie that
 * holds it may have ended by then.
 */
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
      const typed = await readForm(request);
      const given = giveCodeForm.safeParse(typed);
      // Whoever typed a recovery code too is shown both fields again.
      const erreur = typed?.["secours"] === undefined ? "code" : "codes";
      if (!given.success) return seeOther(signInAddress(locale, { etape: "code", erreur }));
      const { email, browser, retour } = pending;
      const { code, secours } = given.data;
      const before = request.cookies.get(sessionCookie.name)?.value;
      const signed = await signInByCode({
        email,
        code,
        recoveryCode: secours || undefined,
        browser,
        before,
        headers: request.headers,
      });
      if (!signed.ok && "seconds" in signed) {
        const repris = sealEmail(email, clock.now());
        const erreur = signed.refusal === "closed-today" ? "closed" : "guesses";
        return seeOther(waitAddress(locale, signed.seconds, { etape: "code", erreur, retour, repris }));
      }
      if (!signed.ok) return seeOther(signInAddress(locale, { etape: "code", erreur }));
      return seeOther(await addressAfterSignIn(locale, signed.value, retour), [
        signed.value.cookie,
        pendingCookie(),
        knownBrowserCookie(request.headers, email),
      ]);
    },
  );
}
