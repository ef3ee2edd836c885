-- earlier-versions: run
-- The code of a message is looked for by its nonce.
CREATE UNIQUE INDEX CONCURRENTLY sign_in_code_nonce_key ON sign_in_code (nonce);
