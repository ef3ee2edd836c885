SET LOCAL lock_timeout = '2s';

-- Validating would stop half way: what does not fit is named before anything is changed.
DO $$
DECLARE
  wrong text;
BEGIN
  SELECT string_agg(id::text, ', ') INTO wrong FROM (
    SELECT c.id FROM closure c JOIN place p ON p.id = c.place_id WHERE p.organisation_id <> c.organisation_id LIMIT 20) AS found;
  IF wrong IS NOT NULL THEN
    RAISE EXCEPTION 'These closures of a place are of another organisation than the place: %. Give them the organisation of the place, or no place, then start again.', wrong;
  END IF;
END $$;

-- A closure of a place closes it for everybody who holds half-days there.
ALTER TABLE closure
  DROP CONSTRAINT closure_place_id_fkey,
  ADD CONSTRAINT closure_place_of_its_organisation
    FOREIGN KEY (place_id, organisation_id) REFERENCES place (id, organisation_id) ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;
