import { addressAfterSignIn } from "#app/[locale]/connexion/sign-in-address.ts";
import { formFieldsOf, handleForm, seeOther } from "#app/form.ts";
import { getPathname } from "#i18n/navigation.ts";
import { localeOf } from "#i18n/routing.ts";
import { loginOf } from "#lib/server/auth/caller.ts";
import { cookieIn, sessionCookie } from "#lib/server/auth/cookies.ts";
import { knownBrowserCookie } from "#lib/server/auth/known-browser.ts";
import { clock } from "#lib/server/clock.ts";
import { acceptOperatorInvitation } from "#lib/server/planning/operators/accept-operator.ts";
import { sayProblem } from "#lib/server/say-problem.ts";
import { holderOf, sealTyped } from "#lib/server/typed-form.ts";

export const dynamic = "force-dynamic";

/** Where whoever made an operator goes on. */
const NEXT = "/coordination/premiere-heure";

/** Makes the operator or partner of an invitation, signs its first account in, and leads to where it goes on. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; secret: string }> },
): Promise<Response> {
  const { locale: asked, secret } = await params;
  const locale = localeOf(asked);
  const page = getPathname({ href: `/installation/${encodeURIComponent(secret)}`, locale });
  const typed = formFieldsOf(request);
  const back = async (refusals: Readonly<Record<string, string>>): Promise<Response> => {
    const fields = (await typed().catch(() => undefined)) ?? {};
    const saisie = sealTyped({ form: "operator", fields, refusals }, clock.now(), holderOf(secret));
    return seeOther(`${page}?${new URLSearchParams({ saisie })}`);
  };
  return handleForm(
    request,
    (trouble) => back({ form: trouble }),
    async () => {
      const [actor, login] = [await loginOf(request.headers), cookieIn(request.headers, sessionCookie.name)];
      const made = await acceptOperatorInvitation(secret, (await typed()) ?? {}, { actor, login });
      if (!made.ok && made.refusal === "to-correct")
        return back(Object.fromEntries(made.problems.map((problem) => [problem.path, sentence(problem, locale)])));
      // The page itself says why: it was used or withdrawn, has ended, or somebody else was faster.
      if (!made.ok) return seeOther(page);
      const { becomes, slug, email, signedIn } = made.value;
      const href = becomes === "partner" ? "/agenda" : `${NEXT}?${new URLSearchParams({ organisation: slug })}`;
      return seeOther(addressAfterSignIn(locale, signedIn, getPathname({ href, locale })), [
        signedIn.cookie,
        knownBrowserCookie(request.headers, email),
      ]);
    },
  );
}

const sentence = (...problem: Parameters<typeof sayProblem>): string => {
  const said = sayProblem(...problem);
  return said.charAt(0).toUpperCase() + said.slice(1);
};
