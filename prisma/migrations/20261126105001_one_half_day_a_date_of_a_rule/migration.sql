-- A date of a rule has one half-day, wherever and whenever that is held.
CREATE UNIQUE INDEX CONCURRENTLY permanence_one_a_date ON permanence (series_id, coalesce(original_date, local_date)) WHERE series_id IS NOT NULL;
