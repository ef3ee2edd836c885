-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- What the national form asks beside (docs/decisions/0147): first support; whether they were sent on, where it is not said to whom; the
-- name of the procedure; the commune of help elsewhere; when the report was corrected, and taken away where it has no visit.
ALTER TABLE activity_report
  ADD COLUMN first_support boolean,
  ADD COLUMN redirected boolean,
  ADD COLUMN procedure text,
  ADD COLUMN commune_code text,
  ADD COLUMN updated_at timestamptz(3),
  ADD COLUMN removed_at timestamptz(3),
  ADD CONSTRAINT activity_report_procedure CHECK (char_length(procedure) BETWEEN 1 AND 120) NOT VALID,
  ADD CONSTRAINT activity_report_commune_code CHECK (commune_code ~ '^([0-9]{2}|2[AB])[0-9]{3}$') NOT VALID,
  ADD CONSTRAINT activity_report_elsewhere_in_a_commune CHECK ((activity_place IN ('domicile', 'autre')) = (commune_code IS NOT NULL)) NOT VALID,
  ADD CONSTRAINT activity_report_of_a_visit_stays CHECK (removed_at IS NULL OR num_nonnulls(visit_id, appointment_id) = 0) NOT VALID;

-- A report of a workshop: how many were there, and of which gender, age band and status, each in the order of the values of the national form
-- (lib/queue/acts/report.ts). Each count of parts is that of all.
CREATE TABLE workshop_report (
  report_id uuid NOT NULL,
  title text,
  level text,
  participants int NOT NULL,
  supported_before int NOT NULL DEFAULT 0,
  genders int[] NOT NULL,
  age_bands int[] NOT NULL,
  statuses int[] NOT NULL,
  CONSTRAINT workshop_report_pkey PRIMARY KEY (report_id),
  CONSTRAINT workshop_report_report_id_fkey FOREIGN KEY (report_id) REFERENCES activity_report (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT workshop_report_title CHECK (char_length(title) BETWEEN 1 AND 120),
  CONSTRAINT workshop_report_level CHECK (level IN ('debutant', 'intermediaire', 'avance')),
  CONSTRAINT workshop_report_participants CHECK (participants BETWEEN 1 AND 10000),
  CONSTRAINT workshop_report_supported_before CHECK (supported_before BETWEEN 0 AND participants),
  CONSTRAINT workshop_report_genders CHECK (cardinality(genders) = 3 AND array_position(genders, NULL) IS NULL AND 0 <= ALL (genders) AND genders[1] + genders[2] + genders[3] = participants),
  CONSTRAINT workshop_report_age_bands CHECK (cardinality(age_bands) = 8 AND array_position(age_bands, NULL) IS NULL AND 0 <= ALL (age_bands)
    AND age_bands[1] + age_bands[2] + age_bands[3] + age_bands[4] + age_bands[5] + age_bands[6] + age_bands[7] + age_bands[8] = participants),
  CONSTRAINT workshop_report_statuses CHECK (cardinality(statuses) = 5 AND array_position(statuses, NULL) IS NULL AND 0 <= ALL (statuses)
    AND statuses[1] + statuses[2] + statuses[3] + statuses[4] + statuses[5] = participants)
);
