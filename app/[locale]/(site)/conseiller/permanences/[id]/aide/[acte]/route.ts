import { handleForm, seeOther } from "#app/form.ts";
import { signInAddress } from "#app/[locale]/connexion/sign-in-address.ts";
import { getPathname } from "#i18n/navigation.ts";
import { localeOf } from "#i18n/routing.ts";
import { lineLoginOf } from "#lib/server/auth/caller.ts";
import { askForHelp, endHelp } from "#lib/server/queue/help-at-half-day.ts";
import { problem } from "#lib/wire/problem.ts";

const ACTS = { demander: askForHelp, finir: endHelp };

/** « Besoin d’aide » (`demander`) and « Ce n’est plus la peine » (`finir`), also from a shared tablet; each leads back to the page, which says who was told. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; id: string; acte: string }> },
): Promise<Response> {
  const { locale: asked, id, acte } = await params;
  const locale = localeOf(asked);
  const page = getPathname({ href: `/conseiller/permanences/${encodeURIComponent(id)}/aide`, locale });
  const refused = (refus: string): Response => seeOther(`${page}?${new URLSearchParams({ refus })}`);
  return handleForm(request, refused, async () => {
    if (!Object.hasOwn(ACTS, acte)) return problem("not-found");
    const actor = await lineLoginOf(request.headers);
    if (!actor) return seeOther(signInAddress(locale, { retour: page }));
    const done = await ACTS[acte as keyof typeof ACTS](actor, id);
    return done.ok ? seeOther(page) : refused(done.refusal);
  });
}
