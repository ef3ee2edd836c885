import type { NextRequest } from "next/server";
import { handleForm, seeOther } from "#app/form.ts";
import { localeOf } from "#i18n/routing.ts";
import { signInAddress, backToSignIn } from "#app/[locale]/connexion/sign-in-address.ts";
import { tabletAddress } from "#app/[locale]/tablette/tablet-address.ts";
import { pendingCookie } from "#lib/server/auth/pending-sign-in.ts";
import { sessionCookie } from "#lib/server/auth/cookies.ts";
import { signOut } from "#lib/server/auth/login.ts";

/** Ends the session in this browser and on the server. `lieu`: the place of a shared tablet, which leads to its own page. */
export async function POST(
  request: NextRequest,
  { params }: { params: Promise<{ locale: string }> },
): Promise<Response> {
  const locale = localeOf((await params).locale);
  const lieu = request.nextUrl.searchParams.get("lieu");
  return handleForm(
    request,
    (trouble) => backToSignIn(locale, trouble),
    async () =>
      seeOther(lieu === null ? signInAddress(locale) : tabletAddress(locale, { lieu }), [
        await signOut(request.cookies.get(sessionCookie.name)?.value),
        pendingCookie(),
      ]),
  );
}
