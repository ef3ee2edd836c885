-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

ALTER TABLE user_account VALIDATE CONSTRAINT user_account_phone, VALIDATE CONSTRAINT user_account_anonymised_has_no_phone;
