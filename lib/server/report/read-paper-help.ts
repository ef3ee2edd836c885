import type { PaperRow } from "#lib/report/paper-rows.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { db } from "#lib/server/db.ts";
import type { HalfDayAtPlace } from "#lib/server/schedule/half-day-at-place.ts";
import { halfDayOfTeam } from "./half-day-to-record.ts";
import { readRecord } from "./read-half-day-summary.ts";

/**
 * The help of that number on the paper sheet of a half-day, with which a report of it begins; for whoever may run its
 * line. The sheet does not say whose help it was.
 */
export async function readPaperHelp(
  actor: StaffActor,
  permanence: string,
  number: number,
): Promise<{ readonly held: HalfDayAtPlace; readonly row: PaperRow } | undefined> {
  const team = await halfDayOfTeam(actor, permanence);
  if (!team.ok) return undefined;
  const recorded = await readRecord(db, team.value.id);
  const row = recorded?.kind === "paper-rows" && recorded.rows.find((one) => one.number === number);
  return row && row.state === "done" ? { held: team.value, row } : undefined;
}
