import { formFieldsOf, handleForm, seeOther } from "#app/form.ts";
import { addressAfterSignIn } from "#app/[locale]/connexion/sign-in-address.ts";
import { getPathname } from "#i18n/navigation.ts";
import { localeOf } from "#i18n/routing.ts";
import { loginOf } from "#lib/server/auth/caller.ts";
import { cookieIn, sessionCookie } from "#lib/server/auth/cookies.ts";
import { knownBrowserCookie } from "#lib/server/auth/known-browser.ts";
import { acceptInvitation } from "#lib/server/auth/people/accept-invitation.ts";
import { clock } from "#lib/server/clock.ts";
import { holderOf, sealTyped } from "#lib/server/typed-form.ts";
import { peopleFields, personForm } from "#lib/wire/people.ts";
import { refusalsOf, type StaffRefusal } from "#lib/wire/staff-form.ts";

/** Accepts an invitation, and leads to where its role works. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; secret: string }> },
): Promise<Response> {
  const { locale: asked, secret } = await params;
  const locale = localeOf(asked);
  const invitation = getPathname({ href: `/invitation/${encodeURIComponent(secret)}`, locale });
  const typed = formFieldsOf(request);
  const back = async (refusals: Readonly<Record<string, StaffRefusal>>): Promise<Response> => {
    const fields = (await typed().catch(() => undefined)) ?? {};
    const saisie = sealTyped({ form: "accept", fields, refusals }, clock.now(), holderOf(secret));
    return seeOther(`${invitation}?${new URLSearchParams({ saisie })}`);
  };
  return handleForm(
    request,
    (trouble) => back({ form: trouble }),
    async () => {
      const person = personForm.safeParse(peopleFields((await typed()) ?? {}));
      if (!person.success) return back(refusalsOf(person.error));
      const [actor, login] = [await loginOf(request.headers), cookieIn(request.headers, sessionCookie.name)];
      const accepted = await acceptInvitation(secret, person.data, { actor, login });
      if (!accepted.ok && accepted.refusal === "last-administrator") return back({ form: accepted.refusal });
      // The page itself says why: it was accepted, withdrawn or has ended, or its account signs in first.
      if (!accepted.ok) return seeOther(invitation);
      const { signedIn, email } = accepted.value;
      if (!signedIn) return seeOther(getPathname({ href: "/conseiller", locale }));
      return seeOther(addressAfterSignIn(locale, signedIn), [
        signedIn.cookie,
        knownBrowserCookie(request.headers, email),
      ]);
    },
  );
}
