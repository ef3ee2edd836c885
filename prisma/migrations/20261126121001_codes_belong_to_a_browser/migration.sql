SET LOCAL lock_timeout = '2s';

-- A sign-in code belongs to the browser that asked for it (docs/decisions/0067). No account: nobody has the address, and the
-- row is there so that asking takes as long. The version before keeps its codes in verification_token.
CREATE TABLE sign_in_code (
  browser text NOT NULL,
  user_id uuid,
  code text NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  tries integer NOT NULL DEFAULT 0,
  CONSTRAINT sign_in_code_pkey PRIMARY KEY (browser),
  CONSTRAINT sign_in_code_of_account FOREIGN KEY (user_id) REFERENCES user_account (id) ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT sign_in_code_tries CHECK (tries BETWEEN 0 AND 5)
);
CREATE INDEX sign_in_code_user_id_idx ON sign_in_code (user_id);
CREATE INDEX sign_in_code_expires_at_idx ON sign_in_code (expires_at);
COMMENT ON TABLE sign_in_code IS 'A code that was sent by e-mail, by the hash of the browser that may use it; the code is hashed too.';
