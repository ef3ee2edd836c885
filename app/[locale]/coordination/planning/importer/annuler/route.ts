import { importsFile } from "#app/staff-import.ts";
import { undoKeptPlanning } from "#lib/server/planning/file/kept-planning-file.ts";
import { reason, refusalOf } from "#lib/wire/free-text.ts";

/** Undoes an import whose report is shown. */
export const POST = importsFile({
  page: "/coordination/planning/importer",
  form: "undo",
  done: "planningImportUndone",
  doImport: async (actor, id, fields) => {
    const sentence = reason.safeParse(fields["sentence"]);
    if (fields["sentence"]?.trim() && !sentence.success)
      return { ok: false, refusals: { sentence: refusalOf(sentence.error) } };
    const undone = await undoKeptPlanning(actor, id, sentence.success ? sentence.data : undefined);
    return undone.ok ? undone : { ok: false, refusals: { form: undone.refusal } };
  },
});
