-- Over all half-days. The condition leaves out what the version before wrote: rows without a holder, and another conseiller
-- whom it seated at a desk whose former holder it does not know of.
CREATE UNIQUE INDEX CONCURRENTLY desk_one_per_holder ON desk (holder_id) WHERE state <> 'left' AND holder_id = conseiller_id;
