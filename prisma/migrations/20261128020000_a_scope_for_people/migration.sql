-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- A program may look after the people of an organisation too; a version before does not know the scope and leaves it aside.
ALTER TABLE api_token
  DROP CONSTRAINT api_token_scopes,
  ADD CONSTRAINT api_token_scopes CHECK (
    scopes IS NULL OR (cardinality(scopes) > 0 AND scopes <@ ARRAY['read', 'line', 'booking', 'planning', 'people'])
  ) NOT VALID;
