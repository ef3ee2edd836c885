-- The lines of which acts came after a person's close: few in a week of the whole nation.
CREATE INDEX CONCURRENTLY line_noted_at ON line (noted_at) WHERE noted_at IS NOT NULL;
