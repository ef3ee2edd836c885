import { lookAtRule, saveRule } from "#app/[locale]/coordination/regles/save-rule.ts";
import { handleStaffForm } from "#app/staff-form.ts";
import { organisationOfPage } from "#lib/server/auth/organisation-of-page.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** The forms of a new rule: `voir` shows what it would do, `enregistrer` saves it. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; acte: string }> },
): Promise<Response> {
  const { locale, acte } = await params;
  const isLook = acte === "voir";
  return handleStaffForm(
    request,
    { locale, page: "/coordination/regles/creer", form: isLook ? "regle" : "enregistrer" },
    async (actor, fields) => {
      const held = await organisationOfPage(actor, "plan-half-days", fields["slug"]);
      if (!held) return { ok: false, refusals: { form: "not-allowed" } };
      const of = { organisation: held.chosen.id };
      if (isLook) return lookAtRule(fields, of, locale);
      return acte === "enregistrer"
        ? saveRule(actor, fields, of, locale)
        : { ok: false, refusals: { form: "malformed" } };
    },
  );
}
