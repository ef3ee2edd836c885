SET LOCAL lock_timeout = '2s';

-- When the stored text of the event last changed; empty in rows whose text was written before this migration. A trigger writes
-- it, so that the version before does too: `updated_at` is written in the transaction that changes the text.
ALTER TABLE permanence ADD COLUMN vevent_at timestamptz(3);

CREATE FUNCTION stamp_vevent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.vevent_at := NEW.updated_at;
  RETURN NEW;
END $$;
CREATE TRIGGER permanence_vevent_written BEFORE INSERT ON permanence FOR EACH ROW
  WHEN (NEW.vevent IS NOT NULL) EXECUTE FUNCTION stamp_vevent();
CREATE TRIGGER permanence_vevent_changed BEFORE UPDATE OF vevent ON permanence FOR EACH ROW
  WHEN (NEW.vevent IS DISTINCT FROM OLD.vevent) EXECUTE FUNCTION stamp_vevent();
