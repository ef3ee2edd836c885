import { handleStaffForm } from "#app/staff-form.ts";
import { importKeptPlanning } from "#lib/server/planning/file/kept-planning-file.ts";
import { reason } from "#lib/wire/booking.ts";
import { refusalOf } from "#lib/wire/free-text.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/**
 * Imports the file whose trial was shown. The field `kept` holds its id, and the address too (`?fichier`), so that the trial is shown again
 * when it was refused. `good`: the good lines alone, when others were refused.
 */
export async function POST(request: Request, { params }: { params: Promise<{ locale: string }> }): Promise<Response> {
  const path = "/coordination/planning/importer";
  const query = new URL(request.url).searchParams;
  const page = query.has("fichier") ? `${path}?${query}` : path;
  return handleStaffForm(request, { locale: (await params).locale, page, form: "import" }, async (actor, fields) => {
    const { kept: id = "", seen, slug = "" } = fields;
    const sentence = reason.safeParse(fields["sentence"]);
    if (fields["sentence"]?.trim() && !sentence.success)
      return { ok: false, refusals: { sentence: refusalOf(sentence.error) } };
    const imported = await importKeptPlanning(actor, id, {
      goodLines: fields["good"] === "on",
      ...(seen !== undefined && { seen }),
      ...(sentence.success && { sentence: sentence.data }),
    });
    const to = new URLSearchParams({ organisation: slug, fichier: id });
    if (imported.ok) return { ok: true, done: "planningImported", to: `${path}?${to}` };
    const field = { "sentence-missing": "sentence", "lines-refused": "good" }[imported.refusal as string] ?? "form";
    return { ok: false, refusals: { [field]: imported.refusal } };
  });
}
