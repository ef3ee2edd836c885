import { handleStaffForm } from "#app/staff-form.ts";
import { importPlaceFile } from "#lib/server/planning/import-place-file.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/**
 * Imports the file whose trial was shown, without the places that were unticked. The field `kept` holds its id, and the address too
 * (`?fichier`), so that the trial is shown again when nothing was left to import.
 */
export async function POST(request: Request, { params }: { params: Promise<{ locale: string }> }): Promise<Response> {
  const path = "/coordination/lieux/importer";
  const query = new URL(request.url).searchParams;
  const page = query.has("fichier") ? `${path}?${query}` : path;
  return handleStaffForm(request, { locale: (await params).locale, page, form: "file" }, async (actor, fields) => {
    const id = fields["kept"] ?? "";
    const imported = await importPlaceFile(actor, id, fields);
    const to = new URLSearchParams({ organisation: fields["slug"] ?? "", fichier: id });
    return imported.ok
      ? { ok: true, done: "placesImported", to: `${path}?${to}` }
      : { ok: false, refusals: { form: imported.refusal } };
  });
}
