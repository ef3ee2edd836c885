import { createFile, readUpload, type Upload } from "#app/api/read-upload.ts";
import { pastProxy } from "#app/past-proxy.ts";
import { handleStaffForm, type StaffOutcome } from "#app/staff-form.ts";
import { organisationsWhere } from "#lib/access/where-may.ts";
import { cleanText } from "#lib/place/clean-text.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import {
  keepPasted,
  LARGEST_PLANNING_FILE,
  planningFiles,
  tryKeptPlanning,
} from "#lib/server/planning/file/kept-planning-file.ts";
import type { StaffRefusal } from "#lib/wire/staff-form.ts";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

const PAGE = "/coordination/planning/importer";

/** Files that one process takes in and tries at once. */
const AT_ONCE = 2;
let working = 0;

/** Bytes of a text that is pasted: with its other fields it fits into a form of the team. A longer one comes as a file. */
const LONGEST_PASTED = 60 * 1024;

const ofFile: Readonly<Record<Exclude<Upload["file"], "kept" | "none">, StaffRefusal>> = {
  "too-large": "file-too-large",
  cut: "file-cut",
  "no-room": "no-room",
  malformed: "malformed",
};

const refused = (field: string, refusal: StaffRefusal): StaffOutcome => ({ ok: false, refusals: { [field]: refusal } });

/**
 * Takes in a file of the planning, or a text that was pasted, and tries its import; the page that follows says what it would do. `proxy.ts`
 * does not see this address, as that of a file of places (docs/decisions/0102).
 */
export async function POST(request: Request, { params }: { params: Promise<{ locale: string }> }): Promise<Response> {
  let fields: Upload["fields"] = {};
  const form = {
    locale: (await params).locale,
    page: PAGE,
    form: "file",
    read: () => Promise.resolve(fields),
  };
  const answer = await handleStaffForm(request, form, async (actor) => {
    if (organisationsWhere(actor, "plan-half-days", "some-place").length === 0) return refused("form", "not-allowed");
    if (working >= AT_ONCE) return refused("form", "busy");
    working += 1;
    try {
      return await takeIn(actor, request, (read) => (fields = read));
    } finally {
      working -= 1;
    }
  });
  return pastProxy(answer);
}

async function takeIn(
  actor: StaffActor,
  request: Request,
  keepFields: (fields: Upload["fields"]) => void,
): Promise<StaffOutcome> {
  const kept = await planningFiles.fresh(actor.user);
  if (!kept) return refused("file", "no-room");
  const { id, path } = kept;
  const outcome = await (async (): Promise<StaffOutcome> => {
    const upload = await readUpload(request, "file", path, LARGEST_PLANNING_FILE, createFile, LONGEST_PASTED);
    const { fields, fileName, file } = upload;
    keepFields(fields);
    const pasted = fields["text"] ?? "";
    if (file !== "kept" && file !== "none") return refused("file", ofFile[file]);
    if (file === "none") {
      if (pasted.trim() === "") return refused("file", "missing");
      if (Buffer.byteLength(pasted) >= LONGEST_PASTED) return refused("text", "form-too-large");
      await keepPasted(path, pasted);
    }
    const tried = await tryKeptPlanning(actor, path, {
      id,
      organisation: fields["organisation"] ?? "",
      fileName: cleanText(fileName)?.slice(0, 80) ?? "",
    });
    if (!tried.ok)
      return refused(tried.refusal === "not-allowed" ? "form" : file === "kept" ? "file" : "text", tried.refusal);
    const to = new URLSearchParams({ organisation: fields["slug"] ?? "", fichier: id });
    return { ok: true, done: "planningTried", to: `${PAGE}?${to}` };
  })().catch(async (error: unknown) => {
    await planningFiles.remove(actor.user, id);
    throw error;
  });
  if (!outcome.ok) await planningFiles.remove(actor.user, id);
  return outcome;
}
