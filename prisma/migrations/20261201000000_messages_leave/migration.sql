-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- All locks at once, in the order in which acts write, so that neither waits for the other.
LOCK TABLE operator_settings, visit, permanence, appointment, appointment_offer, outbox IN SHARE ROW EXCLUSIVE MODE;

-- What a message says and how it leaves. channel: sms or mail. place_id, hour, offer_id: what it tells of an appointment. doubles: tries of which the one before may
-- have been sent. lost_at: since when nobody knows whether the last try was sent; the gateway is asked. gateway, gateway_id: which one took it, and its own id.
-- result: what its receipt said.
ALTER TABLE outbox
  ADD COLUMN channel text,
  ADD COLUMN place_id uuid,
  ADD COLUMN hour timestamptz(3),
  ADD COLUMN offer_id uuid,
  ADD COLUMN doubles integer NOT NULL DEFAULT 0,
  ADD COLUMN lost_at timestamptz(3),
  ADD COLUMN gateway text,
  ADD COLUMN gateway_id text,
  ADD COLUMN segments smallint,
  ADD COLUMN result text,
  ADD COLUMN given_up_why text;
ALTER TABLE outbox
  ADD CONSTRAINT outbox_channel CHECK (channel IN ('sms', 'mail')) NOT VALID,
  ADD CONSTRAINT outbox_doubles CHECK (doubles BETWEEN 0 AND 1) NOT VALID,
  ADD CONSTRAINT outbox_gateway CHECK (gateway ~ '^[a-z]+$' AND length(gateway) <= 20) NOT VALID,
  ADD CONSTRAINT outbox_gateway_id CHECK (length(gateway_id) <= 200 AND gateway_id !~ '[\s@]') NOT VALID,
  ADD CONSTRAINT outbox_segments CHECK (segments BETWEEN 1 AND 10) NOT VALID,
  ADD CONSTRAINT outbox_result CHECK (result IN ('delivered', 'expired', 'bad-recipient', 'opted-out', 'text-refused', 'unreachable', 'other')) NOT VALID,
  ADD CONSTRAINT outbox_given_up_why CHECK (given_up_why IS NULL OR (given_up_at IS NOT NULL AND given_up_why IN ('too-often', 'too-late', 'refused', 'unknown', 'over-the-cap'))) NOT VALID;

-- What the person of an appointment knows, as far as we told them or they did it themselves: that it is booked at an hour and place, that the service cancelled it,
-- or that another hour is offered. way: how they know it; self is by their own act or while they spoke to the team.
CREATE TABLE told (
  appointment_id uuid NOT NULL,
  known text NOT NULL,
  hour timestamptz(3) NOT NULL,
  place_id uuid NOT NULL,
  offer_id uuid,
  way text NOT NULL,
  told_at timestamptz(3) NOT NULL,
  CONSTRAINT told_pkey PRIMARY KEY (appointment_id),
  CONSTRAINT told_appointment_id_fkey FOREIGN KEY (appointment_id) REFERENCES appointment (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT told_known CHECK (known IN ('booked', 'cancelled', 'offered')),
  CONSTRAINT told_offer CHECK ((known = 'offered') = (offer_id IS NOT NULL)),
  CONSTRAINT told_way CHECK (way IN ('sms', 'mail', 'call', 'on-site', 'self'))
);
CREATE INDEX told_hour_idx ON told (hour);

-- Appointments of which something changed that their person may have to be told; a row is deleted by whoever compares it with what was told. change: the transaction
-- that changed it, which compares it itself when it knows that (docs/messages.md#the-truth-last).
CREATE TABLE to_tell (
  appointment_id uuid NOT NULL,
  change xid8 NOT NULL DEFAULT pg_current_xact_id(),
  CONSTRAINT to_tell_pkey PRIMARY KEY (appointment_id),
  CONSTRAINT to_tell_appointment_id_fkey FOREIGN KEY (appointment_id) REFERENCES appointment (id) ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE FUNCTION note_appointment_to_tell() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO to_tell (appointment_id) VALUES (NEW.id) ON CONFLICT (appointment_id) DO UPDATE SET change = EXCLUDED.change;
  RETURN NULL;
END $$;
CREATE FUNCTION note_offer_to_tell() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO to_tell (appointment_id) VALUES (NEW.appointment_id) ON CONFLICT (appointment_id) DO UPDATE SET change = EXCLUDED.change;
  RETURN NULL;
END $$;
CREATE FUNCTION note_closed_line_to_tell() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO to_tell (appointment_id) SELECT id FROM appointment WHERE permanence_id = NEW.id AND state = 'booked' ORDER BY id
    ON CONFLICT (appointment_id) DO UPDATE SET change = EXCLUDED.change;
  RETURN NULL;
END $$;
CREATE TRIGGER appointment_made_is_told AFTER INSERT ON appointment FOR EACH ROW
  WHEN (NEW.state <> 'held') EXECUTE FUNCTION note_appointment_to_tell();
CREATE TRIGGER appointment_changed_is_told AFTER UPDATE OF state, starts_at, place_id ON appointment FOR EACH ROW
  WHEN (NEW.state <> 'held' AND (OLD.state, OLD.starts_at, OLD.place_id) IS DISTINCT FROM (NEW.state, NEW.starts_at, NEW.place_id)) EXECUTE FUNCTION note_appointment_to_tell();
CREATE TRIGGER offer_made_is_told AFTER INSERT ON appointment_offer FOR EACH ROW EXECUTE FUNCTION note_offer_to_tell();
CREATE TRIGGER offer_changed_is_told AFTER UPDATE OF answer, hold_id ON appointment_offer FOR EACH ROW
  WHEN ((OLD.answer, OLD.hold_id) IS DISTINCT FROM (NEW.answer, NEW.hold_id)) EXECUTE FUNCTION note_offer_to_tell();
CREATE TRIGGER closed_line_is_told AFTER UPDATE OF closed_at ON permanence FOR EACH ROW
  WHEN (OLD.closed_at IS DISTINCT FROM NEW.closed_at) EXECUTE FUNCTION note_closed_line_to_tell();

-- The address /r/ and twelve letters or digits of a message. hash: SHA-256 of them; a message that is sent again has another one.
CREATE TABLE short_link (
  hash bytea NOT NULL,
  appointment_id uuid,
  visit_id uuid,
  expires_at timestamptz(3) NOT NULL,
  CONSTRAINT short_link_pkey PRIMARY KEY (hash),
  CONSTRAINT short_link_hash CHECK (length(hash) = 32),
  CONSTRAINT short_link_about_one CHECK (num_nonnulls(appointment_id, visit_id) = 1),
  CONSTRAINT short_link_appointment_id_fkey FOREIGN KEY (appointment_id) REFERENCES appointment (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT short_link_visit_id_fkey FOREIGN KEY (visit_id) REFERENCES visit (id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX short_link_appointment_id_idx ON short_link (appointment_id);
CREATE INDEX short_link_visit_id_idx ON short_link (visit_id);
CREATE INDEX short_link_expires_at_idx ON short_link (expires_at);

-- The messages of a demonstration, as a phone or a mailbox shows them; always empty in production, where no text of a message is stored.
CREATE TABLE demo_message (
  tag uuid NOT NULL,
  channel text NOT NULL,
  recipient text NOT NULL,
  subject text,
  body text NOT NULL,
  html text,
  calendar text,
  coding text,
  kept_at timestamptz(3) NOT NULL,
  CONSTRAINT demo_message_pkey PRIMARY KEY (tag),
  CONSTRAINT demo_message_channel CHECK (channel IN ('sms', 'mail'))
);
CREATE INDEX demo_message_kept_at_idx ON demo_message (kept_at);

-- Minutes before the hour at which the two reminders leave, empty where one is not sent; SMS a place and calendar month at most, empty without a limit.
ALTER TABLE operator_settings
  ADD COLUMN first_reminder integer DEFAULT 2880,
  ADD COLUMN last_reminder integer DEFAULT 120,
  ADD COLUMN sms_cap integer;
ALTER TABLE operator_settings
  ADD CONSTRAINT operator_settings_reminders CHECK (first_reminder BETWEEN 60 AND 10080 AND last_reminder BETWEEN 60 AND 10080 AND first_reminder - last_reminder >= 360) NOT VALID,
  ADD CONSTRAINT operator_settings_sms_cap CHECK (sms_cap BETWEEN 0 AND 1000000) NOT VALID;
