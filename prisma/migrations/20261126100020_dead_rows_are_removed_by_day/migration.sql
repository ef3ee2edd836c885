SET LOCAL lock_timeout = '2s';

-- By default a fifth of the table has to be dead: 1.8 million visits, a month of them. Each of these tables is changed all day
-- and keeps every row for years; a hundredth is reached within days.
ALTER TABLE permanence SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000);
ALTER TABLE visit SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000);
ALTER TABLE desk SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000);
ALTER TABLE appointment SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000);
-- Its rows live 30 days: each day a thirtieth is deleted.
ALTER TABLE idempotency_key SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);
-- Names are erased in the rows themselves: the dead ones, which still hold them, go after the first few.
ALTER TABLE workshop_place SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 50);
