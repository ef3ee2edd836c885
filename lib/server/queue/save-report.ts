import type { ReportFacts } from "../../queue/line/report-facts.ts";
import type { Instant } from "../../time/instant.ts";
import { toDate } from "../clock.ts";
import type { Tx } from "../db.ts";

/** Writes what was done in a visit; a second report replaces the first, and keeps when the first was written. */
export async function saveReport(tx: Tx, visitId: string, report: ReportFacts, at: Instant): Promise<void> {
  const row = {
    themes: [...report.themes],
    minutes: report.minutes,
    equipment: [...report.equipment],
    autonomy: report.autonomy ?? null,
    redirect: report.redirect ?? null,
    ageBand: report.ageBand ?? null,
    gender: report.gender ?? null,
    status: report.status ?? null,
  };
  await tx.activityReport.upsert({
    where: { visitId },
    create: { visitId, createdAt: toDate(at), ...row },
    update: row,
    select: { id: true },
  });
}
