SET LOCAL lock_timeout = '2s';

-- The columns and their order are those that rate-limiter-flexible writes (docs/decisions/0068). Not logged: a crash of the
-- database may forget what was counted within the last hour, and counting does not wait for the disk.
CREATE UNLOGGED TABLE rate_limit (
  key varchar(255) NOT NULL,
  points integer NOT NULL DEFAULT 0,
  expire bigint NOT NULL,
  CONSTRAINT rate_limit_pkey PRIMARY KEY (key),
  CONSTRAINT rate_limit_key_is_hashed CHECK (key ~ '^[a-z-]+:[A-Za-z0-9_-]{43}$')
);
CREATE INDEX rate_limit_expire_idx ON rate_limit (expire);
COMMENT ON TABLE rate_limit IS 'How often an address, an e-mail address or a person used what is limited; expire: milliseconds since 1970, by the clock of the machine. Keys are keyed hashes.';
