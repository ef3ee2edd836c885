import type { NextRequest } from "next/server";
import { handleForm, seeOther } from "#app/form.ts";
import { localeOf } from "#i18n/routing.ts";
import { signInAddress, backToSignIn } from "#app/[locale]/connexion/sign-in-address.ts";
import { pendingCookie } from "#lib/server/auth/pending-sign-in.ts";
import { sessionCookie } from "#lib/server/auth/cookies.ts";
import { signOut } from "#lib/server/auth/login.ts";

/** Ends the session in this browser and on the server. */
export async function POST(
  request: NextRequest,
  { params }: { params: Promise<{ locale: string }> },
): Promise<Response> {
  const locale = localeOf((await params).locale);
  return handleForm(
    request,
    (trouble) => backToSignIn(locale, trouble),
    async () =>
      seeOther(signInAddress(locale), [await signOut(request.cookies.get(sessionCookie.name)?.value), pendingCookie()]),
  );
}
