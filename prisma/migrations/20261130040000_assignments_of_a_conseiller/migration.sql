-- earlier-versions: run
-- Whether somebody is planned elsewhere at an hour is asked with every assignment, and for each person of a week; the constraint of ranges does not serve it.
CREATE INDEX CONCURRENTLY assignment_conseiller_id_ends_at_idx ON assignment (conseiller_id, ends_at);
