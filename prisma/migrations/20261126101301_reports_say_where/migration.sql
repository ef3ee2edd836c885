SET LOCAL lock_timeout = '2s';

-- Not `activity_report_says_where`: rows of older versions are brought up to date by a job.
ALTER TABLE activity_report
  VALIDATE CONSTRAINT activity_report_activity_place,
  VALIDATE CONSTRAINT activity_report_at_a_place,
  VALIDATE CONSTRAINT activity_report_of_one,
  VALIDATE CONSTRAINT activity_report_has_an_author,
  VALIDATE CONSTRAINT activity_report_organisation_id_fkey,
  VALIDATE CONSTRAINT activity_report_place_id_fkey,
  VALIDATE CONSTRAINT activity_report_conseiller_id_fkey,
  VALIDATE CONSTRAINT activity_report_appointment_id_fkey;
