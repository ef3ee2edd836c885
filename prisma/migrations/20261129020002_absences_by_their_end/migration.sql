-- earlier-versions: run
-- Absences are erased 30 days after their end, in the order of their ends.
CREATE INDEX CONCURRENTLY absence_ends_at_idx ON absence (ends_at);
