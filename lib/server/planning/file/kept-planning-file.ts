import { readFile } from "node:fs/promises";
import { z } from "zod";
import { reachIn } from "../../../access/where-may.ts";
import { accept, refuse, type Result } from "../../../result.ts";
import { planningImportReport, type PlanningImportReport } from "../../../wire/planning/planning-import.ts";
import type { StaffActor } from "../../auth/options.ts";
import { keptUploads } from "../../kept-upload.ts";
import { importPlanningFile, tryPlanningFile } from "./import-planning.ts";

/** Bytes of a file of the planning: 8,000 lines have two or three million. */
export const LARGEST_PLANNING_FILE = 5_000_000;

/** Files of the planning that somebody sent. `said`: what the trial or the import was about and said. */
const said = z.object({
  organisation: z.string(),
  fileName: z.string(),
  report: planningImportReport,
  imported: z.boolean(),
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
    if (imported.ok) await planningFiles.keepSaid(actor.user, id, { ...kept, report: imported.value, imported: true });
    else if (imported.refusal === "effect-changed") await tryKeptPlanning(actor, path, { id, organisation, fileName });
    return { value: imported, done: imported.ok };
  });
  return done ?? refuse("upload-gone");
}
