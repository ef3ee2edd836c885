SET LOCAL lock_timeout = '2s';

-- A closure without a place closes the whole organisation, so a place that goes takes its closures with it.
ALTER TABLE closure
  DROP CONSTRAINT closure_place_id_fkey,
  ADD CONSTRAINT closure_place_id_fkey FOREIGN KEY (place_id) REFERENCES place (id) ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;
