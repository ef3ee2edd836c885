-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- Apart from adding them: this reads every report, beside running acts.
ALTER TABLE activity_report
  VALIDATE CONSTRAINT activity_report_procedure,
  VALIDATE CONSTRAINT activity_report_commune_code,
  VALIDATE CONSTRAINT activity_report_elsewhere_in_a_commune,
  VALIDATE CONSTRAINT activity_report_of_a_visit_stays;
