CREATE UNIQUE INDEX CONCURRENTLY activity_report_appointment_id_key ON activity_report (appointment_id);
