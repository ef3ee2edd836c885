import { handleNew } from "#app/[locale]/coordination/effect-first.ts";
import { lookAtDisruption, saveDisruption, SETTLE } from "#app/[locale]/coordination/imprevu/disruption-forms.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** The forms of « Imprévu »: what is done about each half-day, then the button that does it. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; acte: string }> },
): Promise<Response> {
  const { locale, acte } = await params;
  return handleNew(
    request,
    { locale, acte, page: "/coordination/imprevu", form: SETTLE },
    { look: lookAtDisruption, save: saveDisruption },
  );
}
