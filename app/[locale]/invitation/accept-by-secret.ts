import { addressAfterSignIn } from "#app/[locale]/connexion/sign-in-address.ts";
import { formFieldsOf, handleForm, seeOther } from "#app/form.ts";
import { getPathname, type Locale } from "#i18n/routing.ts";
import { loginOf } from "#lib/server/auth/caller.ts";
import { cookieIn, sessionCookie } from "#lib/server/auth/cookies.ts";
import { knownBrowserCookie } from "#lib/server/auth/known-browser.ts";
import type { SignedIn } from "#lib/server/auth/login.ts";
import type { Accepting } from "#lib/server/auth/people/accept-invitation.ts";
import { clock } from "#lib/server/clock.ts";
import { holderOf, sealTyped } from "#lib/server/typed-form.ts";

/**
 * What accepting led to. `signedIn`: who was signed in by it, with the e-mail address of the account; undefined for who
 * was before. `to`: where they go on, a path without language; where their role works when it is absent. `refusals`:
 * shown in the form; without them the page itself says why: the invitation was used, withdrawn or has ended, or its
 * account signs in first.
 */
type AcceptOutcome =
  | { readonly ok: true; readonly signedIn: SignedIn | undefined; readonly email: string; readonly to?: string }
  | { readonly ok: false; readonly refusals?: Readonly<Record<string, string>> };

/** `page`: the path of the page of the secret, without language and secret. `form`: which form of that page it is. */
type SecretPage = { readonly locale: Locale; readonly page: string; readonly secret: string; readonly form: string };

/** Answers the form by which an invitation is accepted: signs in and leads on, or back to the form as it was typed. */
export function handleAcceptance(
  request: Request,
  { locale, page, secret, form }: SecretPage,
  accept: (fields: Readonly<Record<string, string>>, who: Accepting) => Promise<AcceptOutcome>,
): Promise<Response> {
  const invitation = getPathname({ href: `${page}/${encodeURIComponent(secret)}`, locale });
  const typed = formFieldsOf(request);
  const back = async (refusals: Readonly<Record<string, string>>): Promise<Response> => {
    const fields = (await typed().catch(() => undefined)) ?? {};
    const saisie = sealTyped({ form, fields, refusals }, clock.now(), holderOf(secret));
    return seeOther(`${invitation}?${new URLSearchParams({ saisie })}`);
  };
  return handleForm(
    request,
    (trouble) => back({ form: trouble }),
    async () => {
      const actor = await loginOf(request.headers);
      const login = cookieIn(request.headers, sessionCookie.name);
      const accepted = await accept((await typed()) ?? {}, { actor, login });
      if (!accepted.ok) return accepted.refusals ? back(accepted.refusals) : seeOther(invitation);
      const { signedIn, email, to } = accepted;
      if (!signedIn) return seeOther(getPathname({ href: to ?? "/conseiller", locale }));
      const retour = to === undefined ? undefined : getPathname({ href: to, locale });
      return seeOther(await addressAfterSignIn(locale, signedIn, retour), [
        signedIn.cookie,
        knownBrowserCookie(request.headers, email),
      ]);
    },
  );
}
