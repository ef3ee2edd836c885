-- earlier-versions: run
-- Half-days that say their languages themselves, to come: residents look for a language also at places that do not have it.
CREATE INDEX CONCURRENTLY permanence_own_languages_idx ON permanence (starts_at) INCLUDE (place_id, languages) WHERE languages <> '{}';
