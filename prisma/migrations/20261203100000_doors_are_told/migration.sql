-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- All locks at once, in the order in which acts write, so that neither waits for the other.
LOCK TABLE place, place_contact, permanence, outbox, short_link IN SHARE ROW EXCLUSIVE MODE;

-- Half-days that are not held as their door says: since an act cancelled, shut or moved them, or gave them other hours. place_id, starts_at, ends_at: as it was before the first of these acts, and whether it was held then.
-- look_at: from when on it is to be compared with what contacts on site know; NULL once it was. Erased thirty days after the half-day.
CREATE TABLE door_change (
  permanence_id uuid NOT NULL,
  place_id uuid NOT NULL,
  starts_at timestamptz(3) NOT NULL,
  ends_at timestamptz(3) NOT NULL,
  was_held boolean NOT NULL,
  look_at timestamptz(3),
  CONSTRAINT door_change_pkey PRIMARY KEY (permanence_id),
  CONSTRAINT door_change_permanence_id_fkey FOREIGN KEY (permanence_id) REFERENCES permanence (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT door_change_place_id_fkey FOREIGN KEY (place_id) REFERENCES place (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT door_change_hours CHECK (starts_at < ends_at)
);
CREATE INDEX door_change_place_id_idx ON door_change (place_id);
CREATE INDEX door_change_ends_at_idx ON door_change (ends_at);
CREATE INDEX door_change_to_look_at ON door_change (look_at) WHERE look_at IS NOT NULL;

-- What a contact on site knows of such a half-day: its hours, or none when they know that it is not held. ends_at: when it ended as it was first noted; the row is erased thirty days later.
CREATE TABLE door_told (
  contact_id uuid NOT NULL,
  permanence_id uuid NOT NULL,
  ends_at timestamptz(3) NOT NULL,
  known_start timestamptz(3),
  known_end timestamptz(3),
  CONSTRAINT door_told_pkey PRIMARY KEY (contact_id, permanence_id),
  CONSTRAINT door_told_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES place_contact (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT door_told_permanence_id_fkey FOREIGN KEY (permanence_id) REFERENCES permanence (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT door_told_known CHECK ((known_start IS NULL) = (known_end IS NULL))
);
CREATE INDEX door_told_permanence_id_idx ON door_told (permanence_id);
CREATE INDEX door_told_ends_at_idx ON door_told (ends_at);

-- Whether a half-day is held: one that is shut is not, unless the team has opened it all the same.
CREATE FUNCTION is_held_half_day(status text, closure_id uuid) RETURNS boolean LANGUAGE sql IMMUTABLE
  RETURN status <> 'cancelled' AND (closure_id IS NULL OR status <> 'scheduled');

CREATE FUNCTION note_door_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO door_change (permanence_id, place_id, starts_at, ends_at, was_held, look_at) VALUES (NEW.id, NEW.place_id, NEW.starts_at, NEW.ends_at, true, '1970-01-01T00:00:00Z');
  ELSE
    INSERT INTO door_change (permanence_id, place_id, starts_at, ends_at, was_held, look_at)
    VALUES (NEW.id, OLD.place_id, OLD.starts_at, OLD.ends_at, is_held_half_day(OLD.status, OLD.closure_id), '1970-01-01T00:00:00Z')
    ON CONFLICT (permanence_id) DO UPDATE SET look_at = EXCLUDED.look_at;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER changed_half_day_is_told_at_its_door AFTER UPDATE OF status, closure_id, starts_at, ends_at, place_id ON permanence FOR EACH ROW
  WHEN (is_held_half_day(OLD.status, OLD.closure_id) <> is_held_half_day(NEW.status, NEW.closure_id)
    OR (OLD.place_id, OLD.starts_at, OLD.ends_at) IS DISTINCT FROM (NEW.place_id, NEW.starts_at, NEW.ends_at))
  EXECUTE FUNCTION note_door_change();
-- A date that is written while its place is shut: the poster names it all the same.
CREATE TRIGGER shut_half_day_is_told_at_its_door AFTER INSERT ON permanence FOR EACH ROW WHEN (NEW.closure_id IS NOT NULL) EXECUTE FUNCTION note_door_change();

-- A message may be to a contact on site.
ALTER TABLE outbox
  ADD COLUMN contact_id uuid,
  DROP CONSTRAINT outbox_about_one;
ALTER TABLE outbox
  ADD CONSTRAINT outbox_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES place_contact (id) ON DELETE CASCADE ON UPDATE CASCADE NOT VALID,
  ADD CONSTRAINT outbox_about_one CHECK (num_nonnulls(appointment_id, visit_id, account_id, share_id, contact_id) = 1) NOT VALID;

-- An address in a message may lead to the notice for the door of a place.
ALTER TABLE short_link
  ADD COLUMN place_id uuid,
  DROP CONSTRAINT short_link_about_one;
ALTER TABLE short_link
  ADD CONSTRAINT short_link_place_id_fkey FOREIGN KEY (place_id) REFERENCES place (id) ON DELETE CASCADE ON UPDATE CASCADE NOT VALID,
  ADD CONSTRAINT short_link_about_one CHECK (num_nonnulls(appointment_id, visit_id, account_id, place_id) = 1) NOT VALID;
