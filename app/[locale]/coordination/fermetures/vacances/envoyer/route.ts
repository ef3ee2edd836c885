import { takesInFile } from "#app/staff-import.ts";
import { organisationsWhere } from "#lib/access/where-may.ts";
import { LARGEST_SCHOOL_FILE, schoolFiles, trySchoolFile } from "#lib/server/organisation/school-calendar.ts";

/** Takes in a calendar of school holidays and tries its import. */
export const POST = takesInFile({
  page: "/coordination/fermetures/vacances",
  done: "planningTried",
  files: schoolFiles,
  largest: LARGEST_SCHOOL_FILE,
  // Whether theirs is the organisation that hosts the installation is asked by the trial.
  mayImport: (actor) => organisationsWhere(actor, "host-organisations").length > 0,
  tryImport: async (actor, { path, id, fileName }) => {
    const tried = await trySchoolFile(actor, path, { id, fileName });
    if (tried.ok) return tried;
    return { ok: false, refusals: { [tried.refusal === "not-allowed" ? "form" : "file"]: tried.refusal } };
  },
});
