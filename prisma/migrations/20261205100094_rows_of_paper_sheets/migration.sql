-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- A paper sheet that was entered one row a person, with its hours, and who was turned away by reason (docs/decisions/0153). No name: what a visit keeps.
-- A version before reads such a record as totals of nobody.
ALTER TABLE half_day_record
  DROP CONSTRAINT half_day_record_kind,
  ADD CONSTRAINT half_day_record_kind CHECK (kind IN ('held-with-nobody', 'not-held', 'paper-totals', 'paper-rows')) NOT VALID;

CREATE TABLE paper_visit (
  permanence_id uuid NOT NULL,
  number int NOT NULL,
  state text NOT NULL,
  given_at timestamptz(3),
  called_at timestamptz(3),
  ended_at timestamptz(3),
  topic_key text,
  language text,
  CONSTRAINT paper_visit_pkey PRIMARY KEY (permanence_id, number),
  CONSTRAINT paper_visit_of_its_record FOREIGN KEY (permanence_id) REFERENCES half_day_record (permanence_id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT paper_visit_number CHECK (number BETWEEN 1 AND 999),
  CONSTRAINT paper_visit_state CHECK (state IN ('done', 'left', 'redirected', 'unserved')),
  -- An hour that was not written down is in no order.
  CONSTRAINT paper_visit_hours CHECK (
    (given_at > called_at) IS NOT TRUE AND (called_at > ended_at) IS NOT TRUE AND (given_at > ended_at) IS NOT TRUE),
  CONSTRAINT paper_visit_language CHECK (language IS NULL OR language ~ '^[a-z]{2,3}$')
);

CREATE TABLE paper_turn_away (
  permanence_id uuid NOT NULL,
  reason text NOT NULL,
  people int NOT NULL,
  CONSTRAINT paper_turn_away_pkey PRIMARY KEY (permanence_id, reason),
  CONSTRAINT paper_turn_away_of_its_record FOREIGN KEY (permanence_id) REFERENCES half_day_record (permanence_id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT paper_turn_away_reason CHECK (
    reason IN ('full', 'by-appointment', 'closing', 'other-service', 'missing-paper', 'language', 'other')),
  CONSTRAINT paper_turn_away_people CHECK (people BETWEEN 1 AND 999)
);

-- What is recorded instead of rows takes them away, also when a version before writes it.
CREATE FUNCTION half_day_record_drops_rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM paper_visit WHERE permanence_id = NEW.permanence_id;
  DELETE FROM paper_turn_away WHERE permanence_id = NEW.permanence_id;
  RETURN NULL;
END $$;
CREATE TRIGGER half_day_record_drops_rows AFTER UPDATE OF kind, noted_at ON half_day_record FOR EACH ROW
  WHEN (OLD.kind = 'paper-rows') EXECUTE FUNCTION half_day_record_drops_rows();

-- Of `contacts` of a half-day, those from its paper sheet: no visit of theirs can have a report. Empty in figures that a version before has
-- written: there they are those whose wait is not known.
ALTER TABLE half_day_figures
  ADD COLUMN paper_contacts int,
  ADD CONSTRAINT half_day_figures_paper_contacts CHECK (paper_contacts >= 0) NOT VALID;
