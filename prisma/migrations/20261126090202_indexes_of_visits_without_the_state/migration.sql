SET LOCAL lock_timeout = '2s';

-- The visits of a half-day are found by visit_number_unique.
DROP INDEX visit_live;
DROP INDEX visit_one_per_desk;
DROP INDEX visit_one_per_conseiller;
ALTER INDEX visit_one_at_a_desk RENAME TO visit_one_per_desk;
ALTER INDEX visit_one_with_a_conseiller RENAME TO visit_one_per_conseiller;
-- Room for the next state of a row beside it, so that no index is written.
ALTER TABLE visit SET (fillfactor = 80);
