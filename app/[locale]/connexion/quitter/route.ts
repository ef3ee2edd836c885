import type { NextRequest } from "next/server";
import { handleForm } from "#app/api/handle-form.ts";
import { localeOf, seeOther, signInPage, withTrouble } from "#app/[locale]/connexion/see-other.ts";
import { pendingCookie } from "#lib/server/auth/pending-sign-in.ts";
import { sessionCookie } from "#lib/server/auth/session-cookie.ts";
import { signOut } from "#lib/server/auth/sign-out.ts";

/** Ends the login here and on the server. */
export async function POST(request: NextRequest, { params }: { params: Promise<{ locale: string }> }): Promise<Response> {
  const locale = localeOf((await params).locale);
  return handleForm(request, (trouble) => withTrouble(locale, trouble), async () =>
    seeOther(signInPage(locale), [await signOut(request.cookies.get(sessionCookie.name)?.value), pendingCookie()]));
}
