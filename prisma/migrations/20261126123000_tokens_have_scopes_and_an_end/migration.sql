SET LOCAL lock_timeout = '2s';

-- A token of the version before has neither: it may be used for everything, until a year after it was made (docs/decisions/0070).
ALTER TABLE api_token
  ADD COLUMN scopes TEXT[],
  ADD COLUMN expires_at TIMESTAMPTZ(3),
  ADD COLUMN last_used_at TIMESTAMPTZ(3),
  ADD CONSTRAINT api_token_scopes CHECK (
    scopes IS NULL OR (cardinality(scopes) > 0 AND scopes <@ ARRAY['read', 'line', 'booking', 'planning'])
  ) NOT VALID,
  ADD CONSTRAINT api_token_ends_later CHECK (expires_at IS NULL OR expires_at > created_at) NOT VALID;
