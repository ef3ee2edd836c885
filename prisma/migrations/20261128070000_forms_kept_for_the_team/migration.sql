-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- A form of the team that is to be shown again and is too long for an address, or whose login had ended: sealed, for half an hour. Without
-- account it is that of the first who opens it (docs/decisions/0106).
CREATE TABLE typed_form (
  id uuid NOT NULL,
  user_id uuid,
  content text NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  CONSTRAINT typed_form_pkey PRIMARY KEY (id),
  CONSTRAINT typed_form_user_id_fkey FOREIGN KEY (user_id) REFERENCES user_account (id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX typed_form_user_id_idx ON typed_form (user_id);
CREATE INDEX typed_form_expires_at_idx ON typed_form (expires_at);
