-- All places, town by town. Communes of one name stand one after the other.
CREATE INDEX CONCURRENTLY place_by_town ON place (plain_words(city) COLLATE "C", (coalesce(insee_code, '')), plain_words(name) COLLATE "C", id);
