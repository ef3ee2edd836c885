import { importsFile } from "#app/staff-import.ts";
import { importKeptSchoolFile } from "#lib/server/organisation/school-calendar.ts";

/** Imports the calendar whose trial was shown. */
export const POST = importsFile({
  page: "/coordination/fermetures/vacances",
  form: "import",
  done: "schoolHolidaysImported",
  doImport: async (actor, id) => {
    const imported = await importKeptSchoolFile(actor, id);
    return imported.ok ? imported : { ok: false, refusals: { form: imported.refusal } };
  },
});
