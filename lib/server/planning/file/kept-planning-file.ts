import { readFile } from "node:fs/promises";
import { z } from "zod";
import { reachIn } from "#lib/access/where-may.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { importUndone, planningImportReport, type PlanningImportReport } from "#lib/wire/planning/planning-import.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { keptUploads } from "#lib/server/kept-upload.ts";
import { alone, importPlanningFile, tryPlanningFile } from "./import-planning.ts";
import { undoImport, type ImportMade } from "./undo-import.ts";

/** Bytes of a file of the planning: 8,000 lines have two or three million. */
export const LARGEST_PLANNING_FILE = 5_000_000;

/**
 * Files of the planning that somebody sent. `said`: what the trial or the import was about and said; `made`: what it
 * has written, by which it is undone; `undone`: what became of that.
 */
const said = z.object({
  organisation: z.string(),
  fileName: z.string(),
  report: planningImportReport,
  imported: z.boolean(),
  made: z.custom<ImportMade>().optional(),
  undone: importUndone.optional(),
});
export const planningFiles = keptUploads("csv", said, LARGEST_PLANNING_FILE);

/** UTF-8, or else what spreadsheets on Windows save. */
function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

type TryRefusal = Extract<Awaited<ReturnType<typeof tryPlanningFile>>, { readonly ok: false }>["refusal"];
type ImportRefusal = Extract<Awaited<ReturnType<typeof importPlanningFile>>, { readonly ok: false }>["refusal"];

/** Tries the import of a file that was sent, without writing, and keeps what it would do for its sender. */
export async function tryKeptPlanning(
  actor: StaffActor,
  path: string,
  { id, organisation, fileName }: { readonly id: string; readonly organisation: string; readonly fileName: string },
): Promise<Result<PlanningImportReport, TryRefusal>> {
  const tried = await tryPlanningFile(actor, { organisation, text: decoded(await readFile(path)) });
  if (tried.ok)
    await planningFiles.keepSaid(actor.user, id, { organisation, fileName, report: tried.value, imported: false });
  return tried;
}

/**
 * Imports the file that this person tried, and removes it. Done again it answers what was done. When its trial is no
 * longer true a new one is kept, and it is refused `effect-changed`; `upload-gone` after an hour, for a file of
 * somebody else, and while the same file is being imported.
 */
export async function importKeptPlanning(
  actor: StaffActor,
  id: string,
  how: Parameters<typeof importPlanningFile>[2],
): Promise<Result<PlanningImportReport, ImportRefusal | "upload-gone">> {
  const kept = await planningFiles.readSaid(actor.user, id);
  if (!kept) return refuse("upload-gone");
  const { organisation, fileName } = kept;
  if (!reachIn(actor, "plan-half-days", organisation)) return refuse("not-allowed");
  if (kept.imported) return accept(kept.report);
  const done = await planningFiles.take(actor.user, id, async (path) => {
    const imported = await importPlanningFile(actor, { organisation, text: decoded(await readFile(path)) }, how);
    if (imported.ok) {
      const { made, ...report } = imported.value;
      await planningFiles.keepSaid(actor.user, id, { ...kept, report, imported: true, made });
    }
    if (!imported.ok && imported.refusal === "effect-changed")
      await tryKeptPlanning(actor, path, { id, organisation, fileName });
    return { value: imported, done: imported.ok };
  });
  return done ?? refuse("upload-gone");
}

/**
 * Undoes an import of this person, within the hour for which its report is kept. Done again it changes nothing.
 * Refused: `upload-gone`, `import-running`, `not-allowed`.
 */
export async function undoKeptPlanning(
  actor: StaffActor,
  id: string,
  sentence: string | undefined,
): Promise<Result<void, "upload-gone" | "import-running" | "not-allowed">> {
  const kept = await planningFiles.readSaid(actor.user, id);
  if (!kept?.made) return refuse("upload-gone");
  const { organisation } = kept;
  return alone(organisation, async () => {
    const now = await planningFiles.readSaid(actor.user, id);
    if (!now?.made || now.undone) return accept(undefined);
    const asked = { organisation, made: now.made, ...(sentence !== undefined && { sentence }) };
    const undone = await undoImport(actor, asked);
    if (!undone.ok) return undone;
    await planningFiles.keepSaid(actor.user, id, { ...now, undone: undone.value });
    return accept(undefined);
  });
}
