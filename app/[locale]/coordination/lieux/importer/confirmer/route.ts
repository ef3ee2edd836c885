import { importsFile } from "#app/staff-import.ts";
import { importPlaceFile } from "#lib/server/organisation/places/import-place-file.ts";

/** Imports the file whose trial was shown, without the places that were unticked. */
export const POST = importsFile({
  page: "/coordination/lieux/importer",
  form: "file",
  done: "placesImported",
  doImport: async (actor, id, fields) => {
    const imported = await importPlaceFile(actor, id, fields);
    return imported.ok ? imported : { ok: false, refusals: { form: imported.refusal } };
  },
});
