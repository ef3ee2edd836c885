import { Prisma } from "#prisma/generated/client.ts";
import { db } from "../db.ts";
import { inBatches } from "../in-batches.ts";

/** Reports in one transaction. */
const BATCH = 500;

/** Whether a report stands as the version before wrote it: without its organisation, place, date and conseiller. */
export const areReportsToPlace = async (): Promise<boolean> =>
  (await db.activityReport.findFirst({ where: { organisationId: null }, select: { id: true } })) !== null;

/**
 * Brings older reports up to date: the trigger `activity_report_of_a_visit` writes what their visit says when a row is touched.
 * May run twice, also at once. Returns how many reports.
 */
export const placeReports = (): Promise<number> =>
  inBatches(
    BATCH,
    Prisma.sql`
        WITH due AS MATERIALIZED (SELECT id FROM activity_report WHERE organisation_id IS NULL LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
        UPDATE activity_report AS report SET visit_id = report.visit_id FROM due WHERE report.id = due.id`,
  );
