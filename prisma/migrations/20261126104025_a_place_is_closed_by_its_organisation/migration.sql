SET LOCAL lock_timeout = '2s';

-- A closure of a place closes it for everybody who holds half-days there.
ALTER TABLE closure
  DROP CONSTRAINT closure_place_id_fkey,
  ADD CONSTRAINT closure_place_of_its_organisation
    FOREIGN KEY (place_id, organisation_id) REFERENCES place (id, organisation_id) ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;
