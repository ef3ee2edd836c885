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
import { countWrongCode } from "#lib/server/auth/count-code.ts";
import { PENDING, pendingCookie, pendingOf } from "#lib/server/auth/pending-sign-in.ts";
import { knownBrowserCookie } from "#lib/server/auth/known-browser.ts";
import { sessionCookie } from "#lib/server/auth/cookies.ts";
import { signIn } from "#lib/server/auth/login.ts";
import { sealEmail } from "#lib/server/auth/typed-email.ts";
import { clock } from "#lib/server/clock.ts";
import { giveCodeForm } from "#lib/wire/access/sign-in.ts";

/**
 * Signs in when the code is right, and redirects to where the person was going. What has not the form of a code is no
 * guess. After too many wrong codes from this network address it leads back to the field of the code, which stays good,
 * with how long to wait. The e-mail address goes along, since the cookie that holds it may have ended by then.
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
      const given = giveCodeForm.safeParse(await readForm(request));
      if (!given.success) return seeOther(signInAddress(locale, { etape: "code", erreur: "code" }));
      const { email, browser, retour } = pending;
      const before = request.cookies.get(sessionCookie.name)?.value;
      const signed = await countWrongCode({ email, headers: request.headers }, () =>
        signIn(email, given.data.code, browser, before, request.headers),
      );
      if (!signed.ok && signed.refusal === "too-many-requests") {
        const repris = sealEmail(email, clock.now());
        return seeOther(waitAddress(locale, signed.seconds, { etape: "code", erreur: "guesses", retour, repris }));
      }
      if (!signed.ok) return seeOther(signInAddress(locale, { etape: "code", erreur: "code" }));
      return seeOther(await addressAfterSignIn(locale, signed.value, retour), [
        signed.value.cookie,
        pendingCookie(),
        knownBrowserCookie(request.headers, email),
      ]);
    },
  );
}
