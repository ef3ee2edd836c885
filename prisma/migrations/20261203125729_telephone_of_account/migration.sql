-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

ALTER TABLE user_account ADD COLUMN phone text;
ALTER TABLE user_account
  -- Calls can be made: an international telephone number.
  ADD CONSTRAINT user_account_phone CHECK (phone IS NULL OR phone ~ '^\+[1-9][0-9]{6,14}$') NOT VALID,
  -- An anonymised account keeps no telephone.
  ADD CONSTRAINT user_account_anonymised_has_no_phone CHECK (anonymised_at IS NULL OR phone IS NULL) NOT VALID;
