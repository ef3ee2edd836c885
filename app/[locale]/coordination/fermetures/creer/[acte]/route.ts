import { handleNew } from "#app/[locale]/coordination/effect-first.ts";
import { lookAtClosure, saveClosureOfForm, SENTENCE } from "#app/[locale]/coordination/fermetures/closure-forms.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** The forms of a new closure. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; acte: string }> },
): Promise<Response> {
  const { locale, acte } = await params;
  return handleNew(
    request,
    { locale, acte, page: "/coordination/fermetures/creer", form: SENTENCE },
    {
      look: lookAtClosure,
      save: (actor, fields, organisation) => saveClosureOfForm(actor, fields, { organisation }),
    },
  );
}
