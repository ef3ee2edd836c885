import { handleStaffForm } from "#app/staff-form.ts";
import { importPlaceFile } from "#lib/server/planning/import-place-file.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Imports the file whose trial was shown; the field `file` holds its id. */
export async function POST(request: Request, { params }: { params: Promise<{ locale: string }> }): Promise<Response> {
  const page = "/coordination/lieux/importer";
  return handleStaffForm(request, { locale: (await params).locale, page, form: "file" }, async (actor, fields) => {
    const id = fields["kept"] ?? "";
    const imported = await importPlaceFile(actor, id);
    const to = new URLSearchParams({ organisation: fields["slug"] ?? "", fichier: id });
    return imported.ok
      ? { ok: true, done: "placesImported", to: `${page}?${to}` }
      : { ok: false, refusals: { form: imported.refusal } };
  });
}
