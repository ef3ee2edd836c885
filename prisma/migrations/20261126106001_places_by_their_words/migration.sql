-- Without a list of pending entries, which every search would read to its end.
CREATE INDEX CONCURRENTLY place_by_words ON place USING gin (place_words(name, city, postal_code)) WITH (fastupdate = off);
