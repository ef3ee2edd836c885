SET LOCAL lock_timeout = '2s';

-- What a conseiller did is told in visits and events for years, and deleting an account would search all of them: it is
-- anonymised instead (lib/server/auth/anonymise-account.ts).
ALTER TABLE user_account ADD COLUMN anonymised_at timestamptz(3);
ALTER TABLE user_account ADD CONSTRAINT user_account_anonymised_is_nobody
  CHECK (anonymised_at IS NULL OR (name IS NULL AND image IS NULL AND email_verified IS NULL AND email = id || '@anonymised.invalid')) NOT VALID;
CREATE FUNCTION refuse_deleting_an_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'accounts are anonymised, never deleted' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'user_account_never_deleted';
END $$;
CREATE TRIGGER user_account_never_deleted BEFORE DELETE ON user_account FOR EACH ROW EXECUTE FUNCTION refuse_deleting_an_account();
