-- Half-days where a language is spoken: of a language that few places speak the others are not read.
CREATE INDEX CONCURRENTLY place_languages_idx ON place USING gin (languages) WITH (fastupdate = off);
