-- earlier-versions: run
-- The reports that somebody wrote in a month.
CREATE INDEX CONCURRENTLY activity_report_conseiller_id_local_date_idx ON activity_report (conseiller_id, local_date);
