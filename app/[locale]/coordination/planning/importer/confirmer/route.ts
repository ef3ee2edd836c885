import { importsFile } from "#app/staff-import.ts";
import { importKeptPlanning } from "#lib/server/planning/file/kept-planning-file.ts";
import { reason } from "#lib/wire/free-text.ts";
import { refusalOf } from "#lib/wire/free-text.ts";

/** Imports the file whose trial was shown. `good`: the good lines alone, when others were refused. */
export const POST = importsFile({
  page: "/coordination/planning/importer",
  form: "import",
  done: "planningImported",
  doImport: async (actor, id, fields) => {
    const { seen } = fields;
    const sentence = reason.safeParse(fields["sentence"]);
    if (fields["sentence"]?.trim() && !sentence.success)
      return { ok: false, refusals: { sentence: refusalOf(sentence.error) } };
    const imported = await importKeptPlanning(actor, id, {
      goodLines: fields["good"] === "on",
      ...(seen !== undefined && { seen }),
      ...(sentence.success && { sentence: sentence.data }),
    });
    if (imported.ok) return imported;
    const field = { "sentence-missing": "sentence", "lines-refused": "good" }[imported.refusal as string] ?? "form";
    return { ok: false, refusals: { [field]: imported.refusal } };
  },
});
