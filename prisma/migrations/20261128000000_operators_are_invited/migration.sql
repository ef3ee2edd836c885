-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- The operator that hosts the others of the installation: its administrators are those of the installation.
ALTER TABLE organisation ADD COLUMN hosts boolean NOT NULL DEFAULT false;
ALTER TABLE organisation ADD CONSTRAINT organisation_hosts_as_operator CHECK (NOT hosts OR operator) NOT VALID;

-- An invitation to become an operator or a partner of the installation. Without an inviter it is that of the first start, which
-- holds until somebody has used it. Its secret and its code are derived from id and generation; of the code a keyed hash is kept.
CREATE TABLE operator_invitation (
  id uuid NOT NULL,
  inviter_id uuid,
  becomes text NOT NULL,
  email text,
  generation integer NOT NULL DEFAULT 1,
  code text NOT NULL,
  created_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3),
  accepted_at timestamptz(3),
  withdrawn_at timestamptz(3),
  made_id uuid,
  CONSTRAINT operator_invitation_pkey PRIMARY KEY (id),
  CONSTRAINT operator_invitation_inviter_id_fkey FOREIGN KEY (inviter_id) REFERENCES organisation (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT operator_invitation_made_id_fkey FOREIGN KEY (made_id) REFERENCES organisation (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT operator_invitation_becomes CHECK (becomes IN ('operator', 'partner')),
  CONSTRAINT operator_invitation_email CHECK (length(email) <= 254 AND email = lower(email) AND email ~ '^[^[:space:]@]+@[^[:space:]@]+$'),
  CONSTRAINT operator_invitation_of_the_first_start CHECK (
    (inviter_id IS NULL) = (expires_at IS NULL) AND (inviter_id IS NOT NULL OR becomes = 'operator' AND email IS NULL)
  ),
  CONSTRAINT operator_invitation_expires_later CHECK (expires_at > created_at),
  CONSTRAINT operator_invitation_is_answered_once CHECK (accepted_at IS NULL OR withdrawn_at IS NULL),
  CONSTRAINT operator_invitation_made_an_organisation CHECK (accepted_at IS NULL OR made_id IS NOT NULL)
);
CREATE UNIQUE INDEX operator_invitation_code_key ON operator_invitation (code);
CREATE INDEX operator_invitation_expires_at_idx ON operator_invitation (expires_at);
-- One open invitation of an address, and one of the first start.
CREATE UNIQUE INDEX operator_invitation_one_open ON operator_invitation (email) WHERE accepted_at IS NULL AND withdrawn_at IS NULL;
CREATE UNIQUE INDEX operator_invitation_one_first_start ON operator_invitation ((inviter_id IS NULL))
  WHERE inviter_id IS NULL AND accepted_at IS NULL AND withdrawn_at IS NULL;

-- Where no organisation hosts, the earliest operator with an administrator who can give every role does from now on.
CREATE FUNCTION choose_host() RETURNS void LANGUAGE sql AS $$
  UPDATE organisation SET hosts = true
  WHERE NOT EXISTS (SELECT FROM organisation WHERE hosts) AND id = (
    SELECT o.id FROM organisation AS o
    WHERE o.operator AND EXISTS (
      SELECT FROM membership AS m JOIN user_account AS u ON u.id = m.user_id
      WHERE m.organisation_id = o.id AND m.role = 'administrator' AND m.every_place AND m.ends_at IS NULL AND u.anonymised_at IS NULL)
    ORDER BY o.id LIMIT 1)
$$;
