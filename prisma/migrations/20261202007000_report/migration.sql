-- The module report: what was done in a help, as the national report counts it.

-- An activity report (CRA), in the values of the national schema (docs/reports.md#report): of a visit, of an
-- appointment,
-- or of help without a number.
CREATE TABLE activity_report (
  id uuid PRIMARY KEY,
  visit_id uuid REFERENCES visit ON UPDATE CASCADE ON DELETE RESTRICT,
  themes text[],  -- Values of the national report, as all words here.
  minutes integer NOT NULL,  -- Of the help.
  equipment text[],
  autonomy text,
  redirect text,  -- To whom they were sent on.
  age_band text,
  gender text,
  status text,
  created_at timestamptz(3) NOT NULL,
  organisation_id uuid NOT NULL REFERENCES organisation ON UPDATE CASCADE ON DELETE RESTRICT,
  place_id uuid REFERENCES place ON UPDATE CASCADE ON DELETE RESTRICT,
  conseiller_id uuid REFERENCES user_account ON UPDATE CASCADE ON DELETE RESTRICT,
  appointment_id uuid REFERENCES appointment ON UPDATE CASCADE ON DELETE RESTRICT,
  local_date date NOT NULL,  -- Of the half-day, or the day of the help.
  activity_place text NOT NULL,
  first_support boolean,  -- Whether they came for the first time.
  redirected boolean,  -- Whether they were sent on, where `redirect` does not say to whom.
  procedure text,  -- The name of an administrative procedure; about nobody.
  commune_code text,  -- INSEE code, of help at home or elsewhere.
  updated_at timestamptz(3),  -- When it was corrected.
  removed_at timestamptz(3),  -- When its author took it away; never of a visit.
  -- Help was given at a place, at home, at a distance or elsewhere, in the words of the national report.
  CONSTRAINT activity_report_activity_place CHECK (activity_place IN ('lieu_activite', 'domicile', 'a_distance', 'autre')),
  -- Help at a place says which place; help at home or elsewhere says the commune.
  CONSTRAINT activity_report_at_a_place CHECK (activity_place <> 'lieu_activite' OR place_id IS NOT NULL),
  CONSTRAINT activity_report_elsewhere_in_a_commune CHECK ((activity_place IN ('domicile', 'autre')) = (commune_code IS NOT NULL)),
  -- A commune is written by its INSEE code.
  CONSTRAINT activity_report_commune_code CHECK (commune_code ~ '^([0-9]{2}|2[AB])[0-9]{3}$'),
  -- A report without a visit says who wrote it; of a visit it is known who helped.
  CONSTRAINT activity_report_has_an_author CHECK (visit_id IS NOT NULL OR conseiller_id IS NOT NULL),
  -- Help lasts less than a day.
  CONSTRAINT activity_report_minutes CHECK (minutes BETWEEN 0 AND 1439),
  -- Only a report without visit and appointment is taken away: the others are of help that was given.
  CONSTRAINT activity_report_of_a_visit_stays CHECK (removed_at IS NULL OR num_nonnulls(visit_id, appointment_id) = 0),
  -- A report is of a visit, of an appointment, or of neither.
  CONSTRAINT activity_report_of_one CHECK (num_nonnulls(visit_id, appointment_id) <= 1),
  -- The name of a procedure has 120 characters at most.
  CONSTRAINT activity_report_procedure CHECK (char_length(procedure) BETWEEN 1 AND 120)
);
-- An appointment has one report.
CREATE UNIQUE INDEX activity_report_appointment_id_key ON activity_report (appointment_id);
-- The reports that somebody wrote in a month (lib/server/report/own-reports.ts).
CREATE INDEX activity_report_conseiller_id_local_date_idx ON activity_report (conseiller_id, local_date);
-- A visit has one report.
CREATE UNIQUE INDEX activity_report_visit_id_key ON activity_report(visit_id);
-- Erasing: the names of procedures, 60 days after the help.
CREATE INDEX activity_report_with_procedure ON activity_report (local_date) WHERE procedure IS NOT NULL;

-- A report of a workshop: how many were there, by gender, age band and status, in the order of the values in
-- lib/queue/acts/report.ts.
CREATE TABLE workshop_report (
  report_id uuid PRIMARY KEY REFERENCES activity_report ON UPDATE CASCADE ON DELETE CASCADE,
  title text,
  level text,
  participants integer NOT NULL,
  supported_before integer NOT NULL DEFAULT 0,  -- Of the participants, who had come before.
  genders integer[] NOT NULL,
  age_bands integer[] NOT NULL,
  statuses integer[] NOT NULL,
  -- Everybody who was there has one age band, one gender and one status, if only « non communiqué »: each list adds up
  -- to the participants.
  CONSTRAINT workshop_report_age_bands CHECK (cardinality(age_bands) = 8 AND array_position(age_bands, NULL) IS NULL AND 0 <= ALL (age_bands)
      AND age_bands[1] + age_bands[2] + age_bands[3] + age_bands[4] + age_bands[5] + age_bands[6] + age_bands[7] + age_bands[8] = participants),
  CONSTRAINT workshop_report_genders CHECK (cardinality(genders) = 3 AND array_position(genders, NULL) IS NULL AND 0 <= ALL (genders) AND genders[1] + genders[2] + genders[3] = participants),
  CONSTRAINT workshop_report_statuses CHECK (cardinality(statuses) = 5 AND array_position(statuses, NULL) IS NULL AND 0 <= ALL (statuses)
      AND statuses[1] + statuses[2] + statuses[3] + statuses[4] + statuses[5] = participants),
  -- For whom it was, in the words of the national report.
  CONSTRAINT workshop_report_level CHECK (level IN ('debutant', 'intermediaire', 'avance')),
  -- Somebody was there.
  CONSTRAINT workshop_report_participants CHECK (participants BETWEEN 1 AND 10000),
  -- No more people had come before than were there.
  CONSTRAINT workshop_report_supported_before CHECK (supported_before BETWEEN 0 AND participants),
  -- A title has 120 characters at most.
  CONSTRAINT workshop_report_title CHECK (char_length(title) BETWEEN 1 AND 120)
);
