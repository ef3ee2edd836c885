-- The tokens of an account, for its list.
CREATE INDEX CONCURRENTLY api_token_user_id_idx ON api_token (user_id);
