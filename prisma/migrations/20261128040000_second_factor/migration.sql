-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- When a role was given: whoever leads sets a second factor up within some days of it (docs/decisions/0103). For a role that stands already
-- the days begin now.
ALTER TABLE membership ADD COLUMN given_at timestamptz(3) NOT NULL DEFAULT now();

-- When the second factor was given in this login; empty for a login that needs none or still has to give it.
ALTER TABLE login_session ADD COLUMN second_factor_at timestamptz(3);

-- The second factor of an account: the secret of its authenticator, sealed by the secret of the installation, and the last step of thirty
-- seconds whose code was used.
CREATE TABLE second_factor (
  user_id uuid NOT NULL,
  secret text NOT NULL,
  confirmed_at timestamptz(3) NOT NULL,
  last_step integer NOT NULL,
  CONSTRAINT second_factor_pkey PRIMARY KEY (user_id),
  CONSTRAINT second_factor_user_id_fkey FOREIGN KEY (user_id) REFERENCES user_account (id) ON DELETE CASCADE ON UPDATE CASCADE
);

-- Recovery codes that were not used, by keyed hash; they go with the factor.
CREATE TABLE recovery_code (
  user_id uuid NOT NULL,
  proof text NOT NULL,
  CONSTRAINT recovery_code_pkey PRIMARY KEY (user_id, proof),
  CONSTRAINT recovery_code_user_id_fkey FOREIGN KEY (user_id) REFERENCES second_factor (user_id) ON DELETE CASCADE ON UPDATE CASCADE
);
