-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- All locks at once, in the order in which acts write, so that neither waits for the other.
LOCK TABLE permanence, assignment, short_link IN SHARE ROW EXCLUSIVE MODE;

-- What somebody who is planned knows of a half-day, as far as they were told: from when to when and where, or (known_start empty) that they are not planned there. changed: an act
-- changed it since, and nobody has compared yet. ends_at: when the half-day ended as it was first noted; the row is erased thirty days later. answer, why: « Vu » or « Je ne peux pas », and why, in closed words, to what was told last.
CREATE TABLE staff_told (
  account_id uuid NOT NULL,
  permanence_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  ends_at timestamptz(3) NOT NULL,
  changed boolean NOT NULL DEFAULT true,
  known_start timestamptz(3),
  known_end timestamptz(3),
  known_place_id uuid,
  told_at timestamptz(3),
  answer text,
  why text,
  answered_at timestamptz(3),
  CONSTRAINT staff_told_pkey PRIMARY KEY (account_id, permanence_id),
  CONSTRAINT staff_told_account_id_fkey FOREIGN KEY (account_id) REFERENCES user_account (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT staff_told_of_its_organisation FOREIGN KEY (permanence_id, organisation_id) REFERENCES permanence (id, organisation_id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT staff_told_known CHECK (num_nonnulls(known_start, known_end, known_place_id) IN (0, 3)),
  CONSTRAINT staff_told_answer CHECK (answer IN ('seen', 'cannot')),
  CONSTRAINT staff_told_answered CHECK ((answer IS NULL) = (answered_at IS NULL)),
  CONSTRAINT staff_told_why CHECK (why IS NULL OR (answer = 'cannot' AND why IN ('sick', 'other')))
);
CREATE INDEX staff_told_permanence_id_idx ON staff_told (permanence_id);
CREATE INDEX staff_told_ends_at_idx ON staff_told (ends_at);
CREATE INDEX staff_told_changed_idx ON staff_told (account_id) WHERE changed;

-- What an act changes of who is planned when and where. Who was planned before anything was noted of them knows it: it stood in the planning.
CREATE FUNCTION note_staff_to_tell() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    INSERT INTO staff_told (account_id, permanence_id, organisation_id, ends_at, known_start, known_end, known_place_id)
      SELECT OLD.conseiller_id, p.id, p.organisation_id, p.ends_at, shown.is_at, shown.until, shown.there
      FROM permanence p, LATERAL (SELECT CASE WHEN NOT OLD.released THEN OLD.starts_at END AS is_at, CASE WHEN NOT OLD.released THEN OLD.ends_at END AS until, CASE WHEN NOT OLD.released THEN p.place_id END AS there) AS shown
      WHERE p.id = OLD.permanence_id
    ON CONFLICT (account_id, permanence_id) DO UPDATE SET changed = true;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO staff_told (account_id, permanence_id, organisation_id, ends_at) SELECT NEW.conseiller_id, p.id, p.organisation_id, p.ends_at FROM permanence p WHERE p.id = NEW.permanence_id
    ON CONFLICT (account_id, permanence_id) DO UPDATE SET changed = true;
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION note_moved_place_to_staff() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO staff_told (account_id, permanence_id, organisation_id, ends_at, known_start, known_end, known_place_id)
    SELECT conseiller_id, NEW.id, NEW.organisation_id, NEW.ends_at, min(starts_at), max(ends_at), OLD.place_id FROM assignment WHERE permanence_id = NEW.id AND NOT released GROUP BY conseiller_id ORDER BY conseiller_id
  ON CONFLICT (account_id, permanence_id) DO UPDATE SET changed = true;
  RETURN NULL;
END $$;
CREATE TRIGGER assignment_made_is_told AFTER INSERT ON assignment FOR EACH ROW EXECUTE FUNCTION note_staff_to_tell();
CREATE TRIGGER assignment_unmade_is_told AFTER DELETE ON assignment FOR EACH ROW EXECUTE FUNCTION note_staff_to_tell();
CREATE TRIGGER assignment_changed_is_told AFTER UPDATE ON assignment FOR EACH ROW
  WHEN ((OLD.conseiller_id, OLD.permanence_id, OLD.starts_at, OLD.ends_at, OLD.released) IS DISTINCT FROM (NEW.conseiller_id, NEW.permanence_id, NEW.starts_at, NEW.ends_at, NEW.released)) EXECUTE FUNCTION note_staff_to_tell();
CREATE TRIGGER moved_place_is_told AFTER UPDATE OF place_id ON permanence FOR EACH ROW
  WHEN (OLD.place_id <> NEW.place_id) EXECUTE FUNCTION note_moved_place_to_staff();

-- The address in a message to somebody of the team leads to the page where they answer.
ALTER TABLE short_link
  ADD COLUMN account_id uuid,
  DROP CONSTRAINT short_link_about_one;
ALTER TABLE short_link
  ADD CONSTRAINT short_link_account_id_fkey FOREIGN KEY (account_id) REFERENCES user_account (id) ON DELETE CASCADE ON UPDATE CASCADE NOT VALID,
  ADD CONSTRAINT short_link_about_one CHECK (num_nonnulls(appointment_id, visit_id, account_id) = 1) NOT VALID;
