import type { NextRequest } from "next/server";
import { handleForm, seeOther } from "#app/form.ts";
import { localeOf } from "#i18n/locale-of.ts";
import { signInPage, withTrouble } from "#app/[locale]/connexion/sign-in-address.ts";
import { pendingCookie } from "#lib/server/auth/pending-sign-in.ts";
import { sessionCookie } from "#lib/server/auth/cookies.ts";
import { signOut } from "#lib/server/auth/login.ts";

/** Ends the login here and on the server. */
export async function POST(
  request: NextRequest,
  { params }: { params: Promise<{ locale: string }> },
): Promise<Response> {
  const locale = localeOf((await params).locale);
  return handleForm(
    request,
    (trouble) => withTrouble(locale, trouble),
    async () =>
      seeOther(signInPage(locale), [await signOut(request.cookies.get(sessionCookie.name)?.value), pendingCookie()]),
  );
}
