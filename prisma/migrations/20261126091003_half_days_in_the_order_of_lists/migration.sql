-- Lists are in the order of the start, then of the id: many half-days begin at the same moment, and a page of a list reads no
-- more than it shows.
CREATE INDEX CONCURRENTLY permanence_starts_at_id_idx ON permanence (starts_at, id);
