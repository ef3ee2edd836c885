-- An address is one, however its letters are written.
CREATE UNIQUE INDEX CONCURRENTLY user_account_address ON user_account (lower(email));
