import { lookAtRule, saveRule } from "#app/[locale]/coordination/regles/save-rule.ts";
import { handleStaffForm } from "#app/staff-form.ts";
import { readRule } from "#lib/server/planning/series/read-rules.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Which form of the page each address is of. */
const FORMS: Readonly<Record<string, string>> = { voir: "regle", fin: "arreter", enregistrer: "enregistrer" };

/** The forms of a rule: `voir` and `fin` show what a change or its end would do, `enregistrer` saves it. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ locale: string; id: string; acte: string }> },
): Promise<Response> {
  const { locale, id: rule, acte } = await params;
  return handleStaffForm(
    request,
    { locale, page: `/coordination/regles/${rule}`, form: FORMS[acte] ?? acte },
    async (actor, fields) => {
      const read = await readRule(actor, rule);
      if (!read.ok) return { ok: false, refusals: { form: "not-found" } };
      const of = { organisation: read.value.organisation.id, series: rule };
      if (acte === "enregistrer") return saveRule(actor, fields, of, locale);
      return FORMS[acte] === undefined
        ? { ok: false, refusals: { form: "malformed" } }
        : lookAtRule(fields, of, locale);
    },
  );
}
