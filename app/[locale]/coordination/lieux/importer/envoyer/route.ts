import { takesInFile } from "#app/staff-import.ts";
import { organisationsWhere } from "#lib/access/where-may.ts";
import { placeFiles } from "#lib/server/place/kept-place-file.ts";
import { LARGEST_PLACE_FILE } from "#lib/server/place/read-place-file.ts";
import { tryPlaceFile } from "#lib/server/organisation/places/import-place-file.ts";
import { placeImportForm } from "#lib/wire/place/place-import.ts";
import { refusalsOf, type StaffRefusal } from "#lib/wire/staff-form.ts";

/** What a refusal of the trial is about. */
const fieldOf = (refusal: StaffRefusal): string =>
  refusal === "nothing-there" ? "communes" : refusal === "not-allowed" ? "form" : "file";

/** Takes in a file of places and tries its import. */
export const POST = takesInFile({
  page: "/coordination/lieux/importer",
  done: "placesTried",
  files: placeFiles,
  largest: LARGEST_PLACE_FILE,
  mayImport: (actor) => organisationsWhere(actor, "manage-places").length > 0,
  tryImport: async (actor, { path, fields, id, organisation, fileName }) => {
    const part = placeImportForm.safeParse(fields);
    if (!part.success) return { ok: false, refusals: refusalsOf(part.error) };
    const tried = await tryPlaceFile(actor, path, { id, organisation, fileName, ...part.data });
    return tried.ok ? tried : { ok: false, refusals: { [fieldOf(tried.refusal)]: tried.refusal } };
  },
});
