SET LOCAL lock_timeout = '2s';

-- What was decided about one date of a rule, whether or not its half-day is written.
CREATE TABLE series_exception (
  series_id uuid NOT NULL,
  original_date date NOT NULL,
  organisation_id uuid NOT NULL,
  kind text NOT NULL,
  local_date date,
  start_minute integer,
  end_minute integer,
  place_id uuid,
  created_at timestamptz(3) NOT NULL,
  CONSTRAINT series_exception_pkey PRIMARY KEY (series_id, original_date),
  CONSTRAINT series_exception_of_its_organisation FOREIGN KEY (series_id, organisation_id) REFERENCES series (id, organisation_id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT series_exception_place_id_fkey FOREIGN KEY (place_id) REFERENCES place (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT series_exception_kind CHECK (kind IN ('cancelled', 'changed')),
  CONSTRAINT series_exception_cancelled_is_not_held CHECK (kind <> 'cancelled' OR num_nonnulls(local_date, start_minute, end_minute, place_id) = 0),
  CONSTRAINT series_exception_changed_says_what CHECK (kind <> 'changed' OR num_nonnulls(local_date, start_minute, place_id) > 0),
  CONSTRAINT series_exception_moved_to_another_day CHECK (local_date <> original_date),
  CONSTRAINT series_exception_hours_in_full CHECK ((start_minute IS NULL) = (end_minute IS NULL)),
  CONSTRAINT series_exception_span CHECK (0 <= start_minute AND start_minute < end_minute AND end_minute <= least(1440, start_minute + 840)),
  CONSTRAINT series_exception_avoids_the_clock_change CHECK (start_minute NOT BETWEEN 120 AND 179)
);
CREATE INDEX series_exception_place_id_idx ON series_exception (place_id);
