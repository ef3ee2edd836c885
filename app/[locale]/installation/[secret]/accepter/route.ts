import { handleAcceptance } from "#app/[locale]/invitation/accept-by-secret.ts";
import { localeOf } from "#i18n/routing.ts";
import { acceptOrganisationInvitation } from "#lib/server/organisation/accept-organisation.ts";
import { sayProblem } from "#lib/server/say-problem.ts";

/** Where whoever made an organisation goes on. */
const NEXT = "/coordination/premiere-heure";

/** Makes the organisation or partner of an invitation, signs its first account in, and leads to where it goes on. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; secret: string }> },
): Promise<Response> {
  const { locale: asked, secret } = await params;
  const locale = localeOf(asked);
  const of = { locale, page: "/installation", secret, form: "organisation" };
  return handleAcceptance(request, of, async (fields, who) => {
    const made = await acceptOrganisationInvitation(secret, fields, who);
    if (!made.ok && made.refusal === "to-correct")
      return {
        ok: false,
        refusals: Object.fromEntries(made.problems.map((problem) => [problem.path, sentence(problem, locale)])),
      };
    if (!made.ok) return { ok: false };
    const { becomes, slug, email, signedIn } = made.value;
    const to = becomes === "partner" ? "/agenda" : `${NEXT}?${new URLSearchParams({ organisation: slug })}`;
    return { ok: true, email, signedIn, to };
  });
}

const sentence = (...problem: Parameters<typeof sayProblem>): string => {
  const said = sayProblem(...problem);
  return said.charAt(0).toUpperCase() + said.slice(1);
};
