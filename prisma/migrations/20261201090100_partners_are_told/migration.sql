-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- All locks at once, in the order in which acts write, so that neither waits for the other.
LOCK TABLE permanence, calendar_share, outbox IN SHARE ROW EXCLUSIVE MODE;

-- To whom of a partner a mail goes on the day on which a half-day of the share is cancelled, or held after all. Taken away when the share is revoked.
ALTER TABLE calendar_share
  ADD COLUMN told_email text,
  ADD CONSTRAINT calendar_share_told_email CHECK (told_email ~ '^[^\s@]+@[^\s@]+$' AND length(told_email) <= 254) NOT VALID;

-- Half-days that an act has cancelled, or made held after all, of which nobody has compared yet what partners know. was_cancelled: before the first of these acts.
CREATE TABLE half_day_to_tell (
  permanence_id uuid NOT NULL,
  was_cancelled boolean NOT NULL,
  CONSTRAINT half_day_to_tell_pkey PRIMARY KEY (permanence_id),
  CONSTRAINT half_day_to_tell_permanence_id_fkey FOREIGN KEY (permanence_id) REFERENCES permanence (id) ON DELETE CASCADE ON UPDATE CASCADE
);

-- What a partner knows of a half-day of their share: that it is cancelled, or held. ends_at: when it ended as it was first noted; the row is erased thirty days later.
CREATE TABLE partner_told (
  share_id uuid NOT NULL,
  permanence_id uuid NOT NULL,
  ends_at timestamptz(3) NOT NULL,
  cancelled boolean NOT NULL,
  CONSTRAINT partner_told_pkey PRIMARY KEY (share_id, permanence_id),
  CONSTRAINT partner_told_share_id_fkey FOREIGN KEY (share_id) REFERENCES calendar_share (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT partner_told_permanence_id_fkey FOREIGN KEY (permanence_id) REFERENCES permanence (id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX partner_told_permanence_id_idx ON partner_told (permanence_id);
CREATE INDEX partner_told_ends_at_idx ON partner_told (ends_at);

-- Nobody has to be told of a half-day that is made cancelled, nor of one that is over.
CREATE FUNCTION note_half_day_to_tell() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO half_day_to_tell (permanence_id, was_cancelled) VALUES (NEW.id, OLD.status = 'cancelled') ON CONFLICT (permanence_id) DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER cancelled_half_day_is_told AFTER UPDATE OF status ON permanence FOR EACH ROW
  WHEN ((OLD.status = 'cancelled') IS DISTINCT FROM (NEW.status = 'cancelled')) EXECUTE FUNCTION note_half_day_to_tell();

-- A message may be about the share of a partner.
ALTER TABLE outbox
  ADD COLUMN share_id uuid,
  DROP CONSTRAINT outbox_about_one;
ALTER TABLE outbox
  ADD CONSTRAINT outbox_share_id_fkey FOREIGN KEY (share_id) REFERENCES calendar_share (id) ON DELETE CASCADE ON UPDATE CASCADE NOT VALID,
  ADD CONSTRAINT outbox_about_one CHECK (num_nonnulls(appointment_id, visit_id, account_id, share_id) = 1) NOT VALID;
