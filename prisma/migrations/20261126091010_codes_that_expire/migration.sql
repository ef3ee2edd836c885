CREATE INDEX CONCURRENTLY verification_token_expires_idx ON verification_token (expires);
