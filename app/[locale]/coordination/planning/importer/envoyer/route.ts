import { takesInFile } from "#app/staff-import.ts";
import { organisationsWhere } from "#lib/access/where-may.ts";
import { LARGEST_PLANNING_FILE, planningFiles, tryKeptPlanning } from "#lib/server/planning/file/kept-planning-file.ts";

/** Takes in a file of the planning, or a text that was pasted, and tries its import. */
export const POST = takesInFile({
  page: "/coordination/planning/importer",
  done: "planningTried",
  files: planningFiles,
  largest: LARGEST_PLANNING_FILE,
  longestText: 60 * 1024,
  mayImport: (actor) => organisationsWhere(actor, "plan-half-days", "some-place").length > 0,
  tryImport: async (actor, { path, pasted, id, organisation, fileName }) => {
    const tried = await tryKeptPlanning(actor, path, { id, organisation, fileName });
    if (tried.ok) return tried;
    const field = tried.refusal === "not-allowed" ? "form" : pasted ? "text" : "file";
    return { ok: false, refusals: { [field]: tried.refusal } };
  },
});
