-- earlier-versions: run
-- The reports whose procedure is erased one day.
CREATE INDEX CONCURRENTLY activity_report_with_procedure ON activity_report (local_date) WHERE procedure IS NOT NULL;
