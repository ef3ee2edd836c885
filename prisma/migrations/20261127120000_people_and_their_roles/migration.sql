SET LOCAL lock_timeout = '2s';

-- Two further roles: a service civique, who receives and does not plan, and the contact on site of a place, who runs nothing.
ALTER TABLE membership DROP CONSTRAINT membership_role;
ALTER TABLE membership ADD CONSTRAINT membership_role
  CHECK (role IN ('reception', 'conseiller', 'civic-service', 'coordinator', 'contact', 'partner', 'administrator')) NOT VALID;

-- Languages that somebody speaks at a table (ISO 639).
ALTER TABLE user_account ADD COLUMN languages text[] NOT NULL DEFAULT '{}';

-- What a person reads of their own logins, to the day.
ALTER TABLE login_session ADD COLUMN created_at timestamptz(3), ADD COLUMN last_seen_on date;

-- An invitation to a role. Its secret and its code are derived from id and generation (lib/server/auth/people/invitation-secret.ts); of
-- the code, which is typed, a keyed hash is kept to find the row.
CREATE TABLE invitation (
  id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  email text NOT NULL,
  role text NOT NULL,
  every_place boolean NOT NULL DEFAULT true,
  role_ends_at timestamptz(3),
  languages text[] NOT NULL DEFAULT '{}',
  generation integer NOT NULL DEFAULT 1,
  code text NOT NULL,
  created_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  accepted_at timestamptz(3),
  withdrawn_at timestamptz(3),
  CONSTRAINT invitation_pkey PRIMARY KEY (id),
  CONSTRAINT invitation_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT invitation_role CHECK (role IN ('reception', 'conseiller', 'civic-service', 'coordinator', 'contact', 'partner', 'administrator')),
  CONSTRAINT invitation_email CHECK (length(email) <= 254 AND email = lower(email) AND email ~ '^[^[:space:]@]+@[^[:space:]@]+$'),
  CONSTRAINT invitation_expires_later CHECK (expires_at > created_at),
  CONSTRAINT invitation_is_answered_once CHECK (accepted_at IS NULL OR withdrawn_at IS NULL)
);
CREATE UNIQUE INDEX invitation_code_key ON invitation (code);
CREATE INDEX invitation_expires_at_idx ON invitation (expires_at);
-- One open invitation of an address in an organisation: a second one is the first, renewed.
CREATE UNIQUE INDEX invitation_one_open ON invitation (organisation_id, email) WHERE accepted_at IS NULL AND withdrawn_at IS NULL;

CREATE TABLE invitation_place (
  invitation_id uuid NOT NULL,
  place_id uuid NOT NULL,
  CONSTRAINT invitation_place_pkey PRIMARY KEY (invitation_id, place_id),
  CONSTRAINT invitation_place_invitation_id_fkey FOREIGN KEY (invitation_id) REFERENCES invitation (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT invitation_place_place_id_fkey FOREIGN KEY (place_id) REFERENCES place (id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX invitation_place_place_id_idx ON invitation_place (place_id);

-- An operator keeps somebody who can give every role: an administrator at every place, without an end. Of two that are ended at once the second
-- waits for the first one's transaction, and then finds nobody left.
CREATE FUNCTION keep_an_administrator() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.role <> 'administrator' OR NOT OLD.every_place OR OLD.ends_at IS NOT NULL THEN RETURN NULL; END IF;
  IF TG_OP = 'UPDATE' AND NEW.role = 'administrator' AND NEW.every_place AND NEW.ends_at IS NULL
    AND NEW.organisation_id = OLD.organisation_id THEN RETURN NULL; END IF;
  PERFORM 1 FROM organisation WHERE id = OLD.organisation_id AND operator FOR NO KEY UPDATE;
  IF FOUND AND NOT EXISTS (
    SELECT FROM membership AS m JOIN user_account AS u ON u.id = m.user_id
    WHERE m.organisation_id = OLD.organisation_id AND m.role = 'administrator' AND m.every_place AND m.ends_at IS NULL
      AND u.anonymised_at IS NULL) THEN
    RAISE EXCEPTION 'an operator keeps an administrator' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'membership_keeps_an_administrator';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER membership_keeps_an_administrator AFTER UPDATE OR DELETE ON membership FOR EACH ROW EXECUTE FUNCTION keep_an_administrator();
