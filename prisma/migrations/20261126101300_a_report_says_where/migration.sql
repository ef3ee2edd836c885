SET LOCAL lock_timeout = '2s';

-- A report may be of help without a number: it says itself whose it is, where and when. One of a visit takes that from the visit, also
-- when the version before writes it, or a job an older row (docs/decisions/0051).
ALTER TABLE activity_report
  ALTER COLUMN visit_id DROP NOT NULL,
  ADD COLUMN organisation_id uuid,
  ADD COLUMN place_id uuid,
  ADD COLUMN conseiller_id uuid,
  ADD COLUMN appointment_id uuid,
  ADD COLUMN local_date date,
  ADD COLUMN activity_place text,
  ADD CONSTRAINT activity_report_says_where CHECK (organisation_id IS NOT NULL AND local_date IS NOT NULL AND activity_place IS NOT NULL) NOT VALID,
  ADD CONSTRAINT activity_report_activity_place CHECK (activity_place IN ('lieu_activite', 'domicile', 'a_distance', 'autre')) NOT VALID,
  ADD CONSTRAINT activity_report_at_a_place CHECK (activity_place <> 'lieu_activite' OR place_id IS NOT NULL) NOT VALID,
  ADD CONSTRAINT activity_report_of_one CHECK (num_nonnulls(visit_id, appointment_id) <= 1) NOT VALID,
  ADD CONSTRAINT activity_report_has_an_author CHECK (visit_id IS NOT NULL OR conseiller_id IS NOT NULL) NOT VALID,
  ADD CONSTRAINT activity_report_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation (id) ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID,
  ADD CONSTRAINT activity_report_place_id_fkey FOREIGN KEY (place_id) REFERENCES place (id) ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID,
  ADD CONSTRAINT activity_report_conseiller_id_fkey FOREIGN KEY (conseiller_id) REFERENCES user_account (id) ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID,
  ADD CONSTRAINT activity_report_appointment_id_fkey FOREIGN KEY (appointment_id) REFERENCES appointment (id) ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;

CREATE FUNCTION place_activity_report() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT permanence.organisation_id, permanence.place_id, permanence.local_date, coalesce(NEW.conseiller_id, visit.conseiller_id), coalesce(NEW.activity_place, 'lieu_activite')
    INTO NEW.organisation_id, NEW.place_id, NEW.local_date, NEW.conseiller_id, NEW.activity_place
    FROM visit JOIN permanence ON permanence.id = visit.permanence_id WHERE visit.id = NEW.visit_id;
  RETURN NEW;
END $$;
CREATE TRIGGER activity_report_of_a_visit BEFORE INSERT OR UPDATE ON activity_report FOR EACH ROW
  WHEN (NEW.visit_id IS NOT NULL AND NEW.organisation_id IS NULL) EXECUTE FUNCTION place_activity_report();
