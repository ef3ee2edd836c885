import { handleNew } from "#app/[locale]/coordination/effect-first.ts";
import { lookAtRule, saveRule } from "#app/[locale]/coordination/regles/save-rule.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** The forms of a new rule. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; acte: string }> },
): Promise<Response> {
  const { locale, acte } = await params;
  return handleNew(
    request,
    { locale, acte, page: "/coordination/regles/creer", form: "regle" },
    {
      look: (fields, organisation) => lookAtRule(fields, { organisation }, locale),
      save: (actor, fields, organisation) => saveRule(actor, fields, { organisation }, locale),
    },
  );
}
