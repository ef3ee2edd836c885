-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- Apart from adding it: this reads every token, beside running acts.
ALTER TABLE api_token VALIDATE CONSTRAINT api_token_scopes;
