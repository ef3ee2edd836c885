-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- The public half of the key with which a tablet signs the acts of one person, so that a colleague can send them from there and they
-- stay that person's (docs/decisions/0157). Deleted 60 days after it was made.
CREATE TABLE act_key (
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  device text NOT NULL,
  permanence_id uuid,
  public_key text NOT NULL,
  made_at timestamptz(3) NOT NULL,
  ended_at timestamptz(3),
  CONSTRAINT act_key_pkey PRIMARY KEY (id),
  CONSTRAINT act_key_user_id_fkey FOREIGN KEY (user_id) REFERENCES user_account (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT act_key_permanence_id_fkey FOREIGN KEY (permanence_id) REFERENCES permanence (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT act_key_is_a_point CHECK (public_key ~ '^[A-Za-z0-9_-]{87}$'),
  CONSTRAINT act_key_ends_after_it_was_made CHECK (ended_at >= made_at)
);
CREATE INDEX act_key_device_idx ON act_key (device);
CREATE INDEX act_key_made_at_idx ON act_key (made_at);

-- How many acts of somebody a tablet said to hold for a half-day when somebody else was signed in there who cannot send them.
CREATE TABLE unsent_acts (
  device text NOT NULL,
  permanence_id uuid NOT NULL,
  user_id uuid NOT NULL,
  acts int NOT NULL,
  said_at timestamptz(3) NOT NULL,
  CONSTRAINT unsent_acts_pkey PRIMARY KEY (device, permanence_id, user_id),
  CONSTRAINT unsent_acts_permanence_id_fkey FOREIGN KEY (permanence_id) REFERENCES permanence (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT unsent_acts_user_id_fkey FOREIGN KEY (user_id) REFERENCES user_account (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT unsent_acts_some CHECK (acts BETWEEN 1 AND 9999)
);
CREATE INDEX unsent_acts_permanence_id_idx ON unsent_acts (permanence_id);
CREATE INDEX unsent_acts_said_at_idx ON unsent_acts (said_at);

-- Of acts that a colleague sent: who did them, and who sent them.
ALTER TABLE queue_command ADD COLUMN done_by uuid, ADD COLUMN sent_by uuid;
