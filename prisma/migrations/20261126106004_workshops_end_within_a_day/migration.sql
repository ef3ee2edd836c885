SET LOCAL lock_timeout = '2s';

-- A longer one could not be changed once the constraint stands: it is named before.
DO $$
DECLARE
  wrong text;
BEGIN
  SELECT string_agg(id::text, ', ') INTO wrong FROM (SELECT id FROM workshop WHERE ends_at > starts_at + interval '24 hours' LIMIT 20) AS found;
  IF wrong IS NOT NULL THEN
    RAISE EXCEPTION 'These workshops last longer than a day: %. Enter each day as a workshop of its own, then start again.', wrong;
  END IF;
END $$;

-- Who looks for workshops that are not over need not look at those that began more than a day ago.
ALTER TABLE workshop ADD CONSTRAINT workshop_length CHECK (ends_at <= starts_at + interval '24 hours') NOT VALID;
