import { handleNew } from "#app/[locale]/coordination/effect-first.ts";
import { lookAtHalfDay, saveHalfDay } from "#app/[locale]/coordination/permanences/save-half-day.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** The forms of a new half-day. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; acte: string }> },
): Promise<Response> {
  const { locale, acte } = await params;
  return handleNew(
    request,
    { locale, acte, page: "/coordination/permanences/creer", form: "regle" },
    {
      look: (fields, organisation) => lookAtHalfDay(fields, { organisation }, locale),
      save: (actor, fields, organisation) => saveHalfDay(actor, fields, { organisation }, locale),
    },
  );
}
