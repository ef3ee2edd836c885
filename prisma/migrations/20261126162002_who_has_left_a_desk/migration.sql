SET LOCAL lock_timeout = '2s';

-- Who has left this desk, when, and as whom somebody else freed it: their help without network still counts, and their tablet
-- says what happened. A list of {conseiller, leftAt, freedBy}; NULL when nobody has, or the version before wrote it.
ALTER TABLE desk ADD COLUMN formerly jsonb;
ALTER TABLE desk ADD CONSTRAINT desk_formerly_is_a_list CHECK (formerly IS NULL OR jsonb_typeof(formerly) = 'array') NOT VALID;
