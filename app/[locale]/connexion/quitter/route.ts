import type { NextRequest } from "next/server";
import { handleForm } from "#app/api/handle-form.ts";
import { localeOf } from "#i18n/locale-of.ts";
import { signInPage } from "#app/[locale]/connexion/sign-in-page.ts";
import { withTrouble } from "#app/[locale]/connexion/with-trouble.ts";
import { seeOther } from "#app/[locale]/see-other.ts";
import { pendingCookie } from "#lib/server/auth/pending-sign-in.ts";
import { sessionCookie } from "#lib/server/auth/session-cookie.ts";
import { signOut } from "#lib/server/auth/sign-out.ts";

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
