SET LOCAL lock_timeout = '2s';

ALTER TABLE verification_token ADD CONSTRAINT verification_token_pkey PRIMARY KEY USING INDEX verification_token_identifier_key;
