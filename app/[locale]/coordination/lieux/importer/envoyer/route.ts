import { readUpload, type Upload } from "#app/api/read-upload.ts";
import { pastProxy } from "#app/past-proxy.ts";
import { handleStaffForm, type StaffOutcome } from "#app/staff-form.ts";
import { organisationsWhere } from "#lib/access/where-may.ts";
import { cleanText } from "#lib/place/clean-text.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { placeFiles } from "#lib/server/place/kept-place-file.ts";
import { LARGEST_PLACE_FILE } from "#lib/server/place/read-place-file.ts";
import { tryPlaceFile } from "#lib/server/planning/import-place-file.ts";
import { placeImportForm } from "#lib/wire/place-import.ts";
import { refusalsOf, type StaffRefusal } from "#lib/wire/staff-form.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/** Files that one process takes in and tries at once; each may be large, and takes seconds to read. */
const AT_ONCE = 2;
let working = 0;

const ofFile: Readonly<Record<Exclude<Upload["file"], "kept">, StaffRefusal>> = {
  none: "missing",
  "too-large": "file-too-large",
  cut: "file-cut",
  "no-room": "no-room",
  malformed: "malformed",
};

/** What a refusal of the trial is about. */
const fieldOf = (refusal: StaffRefusal): string =>
  refusal === "nothing-there" ? "communes" : refusal === "not-allowed" ? "form" : "file";

/**
 * Takes in a file of places and tries its import; the page that follows says what it would do. `proxy.ts` does not see this
 * address, since it would cut what is longer than its limit: the checks of a form and the headers of a page are made here.
 */
export async function POST(request: Request, { params }: { params: Promise<{ locale: string }> }): Promise<Response> {
  const page = "/coordination/lieux/importer";
  let fields: Upload["fields"] = {};
  const answer = await handleStaffForm(
    request,
    { locale: (await params).locale, page, form: "file", read: () => Promise.resolve(fields) },
    async (actor) => {
      if (organisationsWhere(actor, "manage-places").length === 0) return refused("form", "not-allowed");
      if (working >= AT_ONCE) return refused("form", "busy");
      working += 1;
      try {
        return await takeIn(actor, request, (read) => (fields = read));
      } finally {
        working -= 1;
      }
    },
  );
  return pastProxy(answer);
}

const refused = (field: string, refusal: StaffRefusal): StaffOutcome => ({ ok: false, refusals: { [field]: refusal } });

async function takeIn(
  actor: StaffActor,
  request: Request,
  keepFields: (fields: Upload["fields"]) => void,
): Promise<StaffOutcome> {
  const kept = await placeFiles.fresh(actor.user);
  if (!kept) return refused("file", "no-room");
  const { id, path } = kept;
  const outcome = await (async (): Promise<StaffOutcome> => {
    const { fields, fileName, file } = await readUpload(request, "file", path, LARGEST_PLACE_FILE);
    keepFields(fields);
    if (file !== "kept") return refused("file", ofFile[file]);
    const part = placeImportForm.safeParse(fields);
    if (!part.success) return { ok: false, refusals: refusalsOf(part.error) };
    const sent = { id, organisation: fields["organisation"] ?? "", fileName: cleanText(fileName)?.slice(0, 80) ?? "" };
    const tried = await tryPlaceFile(actor, path, { ...sent, ...part.data });
    if (!tried.ok) return refused(fieldOf(tried.refusal), tried.refusal);
    const to = new URLSearchParams({ organisation: fields["slug"] ?? "", fichier: id });
    return { ok: true, done: "placesTried", to: `/coordination/lieux/importer?${to}` };
  })().catch(async (error: unknown) => {
    await placeFiles.remove(actor.user, id);
    throw error;
  });
  if (!outcome.ok) await placeFiles.remove(actor.user, id);
  return outcome;
}
