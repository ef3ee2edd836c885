CREATE INDEX CONCURRENTLY activity_report_says_not_where ON activity_report (id) WHERE organisation_id IS NULL;
