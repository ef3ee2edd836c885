import type { NextRequest } from "next/server";
import { handleForm, seeOther } from "#app/form.ts";
import { localeOf } from "#i18n/routing.ts";
import { signInAddress, backToSignIn } from "#app/[locale]/connexion/sign-in-address.ts";
import { LEAVE_ANYWAY } from "#lib/wire/queue/leave-anyway.ts";
import { tabletAddress } from "#app/[locale]/(site)/tablette/tablet-address.ts";
import { pendingCookie } from "#lib/server/auth/pending-sign-in.ts";
import { loginOf } from "#lib/server/auth/caller.ts";
import { sessionCookie } from "#lib/server/auth/cookies.ts";
import { codesCanBeSent } from "#lib/server/auth/sign-in-code.ts";
import { signOut } from "#lib/server/auth/login.ts";

/**
 * Ends the session in this browser and on the server. `lieu`: the place of a shared tablet, which leads to its own
 * page. Where no code can be sent, the sign-in page first says what coming back takes, and has one more button
 * (`LEAVE_ANYWAY`).
 */
export async function POST(
  request: NextRequest,
  { params }: { params: Promise<{ locale: string }> },
): Promise<Response> {
  const locale = localeOf((await params).locale);
  const { searchParams } = request.nextUrl;
  const lieu = searchParams.get("lieu");
  const isWarned = lieu !== null || codesCanBeSent() || searchParams.toString() === LEAVE_ANYWAY;
  return handleForm(
    request,
    (trouble) => backToSignIn(locale, trouble),
    async () => {
      if (!isWarned && (await loginOf(request.headers))) return seeOther(signInAddress(locale));
      return seeOther(lieu === null ? signInAddress(locale) : tabletAddress(locale, { lieu }), [
        await signOut(request.cookies.get(sessionCookie.name)?.value),
        pendingCookie(),
      ]);
    },
  );
}
