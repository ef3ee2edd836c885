import { db, transaction } from "../db.ts";

/** Reports in one transaction. */
const BATCH = 500;

/** Whether a report stands as the version before wrote it: without its organisation, place, date and conseiller. */
export const areReportsToPlace = async (): Promise<boolean> =>
  (await db.activityReport.findFirst({ where: { organisationId: null }, select: { id: true } })) !== null;

/**
 * Brings older reports up to date: the trigger `activity_report_of_a_visit` writes what their visit says when a row is touched.
 * May run twice, also at once. Returns how many reports.
 */
export async function placeReports(): Promise<number> {
  for (let placed = 0; ;) {
    const count = await transaction(
      (tx) => tx.$executeRaw`
        WITH due AS MATERIALIZED (SELECT id FROM activity_report WHERE organisation_id IS NULL LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
        UPDATE activity_report AS report SET visit_id = report.visit_id FROM due WHERE report.id = due.id`,
    );
    placed += count;
    if (count < BATCH) return placed;
  }
}
