-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- What the poster says that hangs at the door of a place: a version of each of its parts, without its words (docs/decisions/0113).
CREATE TABLE hung_poster (
  place_id uuid NOT NULL,
  said jsonb NOT NULL,
  hung_at timestamptz(3) NOT NULL,
  CONSTRAINT hung_poster_pkey PRIMARY KEY (place_id),
  CONSTRAINT hung_poster_place_id_fkey FOREIGN KEY (place_id) REFERENCES place (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT hung_poster_says_parts CHECK (jsonb_typeof(said) = 'object')
);
