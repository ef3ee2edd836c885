SET LOCAL lock_timeout = '2s';

ALTER TABLE api_token VALIDATE CONSTRAINT api_token_scopes;
ALTER TABLE api_token VALIDATE CONSTRAINT api_token_ends_later;
