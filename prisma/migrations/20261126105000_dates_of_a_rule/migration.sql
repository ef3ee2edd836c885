SET LOCAL lock_timeout = '2s';

-- The date of the rule that a half-day stands for: a moved one goes on standing for it (docs/decisions/0057). A row that does not say
-- it was written by the version before, which moves none: it stands for its local date.
ALTER TABLE permanence ADD COLUMN original_date date;

CREATE FUNCTION keep_original_date() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.original_date := CASE TG_OP WHEN 'INSERT' THEN NEW.local_date ELSE OLD.local_date END;
  RETURN NEW;
END $$;
CREATE TRIGGER permanence_keeps_original_date BEFORE INSERT OR UPDATE OF local_date ON permanence FOR EACH ROW
  WHEN (NEW.series_id IS NOT NULL AND NEW.original_date IS NULL) EXECUTE FUNCTION keep_original_date();
