-- earlier-versions: stop, the version before would give a role at once that begins later
SET LOCAL lock_timeout = '2s';

-- From when on a role gives something; empty: since it was given. A role that leads begins when it is given.
ALTER TABLE membership ADD COLUMN starts_at timestamptz(3);
ALTER TABLE membership
  ADD CONSTRAINT membership_ends_after_it_begins CHECK (starts_at IS NULL OR ends_at IS NULL OR starts_at < ends_at) NOT VALID,
  ADD CONSTRAINT membership_that_begins_later CHECK (starts_at IS NULL OR role IN ('conseiller', 'civic-service')) NOT VALID;

-- When somebody usually works for an operator: weekday (1 is Monday) and minutes of the day; several a day do not overlap.
CREATE TABLE working_hours (
  user_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  weekday integer NOT NULL,
  start_minute integer NOT NULL,
  end_minute integer NOT NULL,
  CONSTRAINT working_hours_pkey PRIMARY KEY (user_id, organisation_id, weekday, start_minute),
  CONSTRAINT working_hours_user_id_fkey FOREIGN KEY (user_id) REFERENCES user_account (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT working_hours_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT working_hours_weekday CHECK (weekday BETWEEN 1 AND 7),
  CONSTRAINT working_hours_span CHECK (0 <= start_minute AND start_minute < end_minute AND end_minute <= 1440),
  CONSTRAINT working_hours_no_overlap EXCLUDE USING gist (user_id WITH =, organisation_id WITH =, weekday WITH =, int4range(start_minute, end_minute) WITH &&)
);

-- A topic that somebody knows, for an operator; whoever has no row knows every topic.
CREATE TABLE skill (
  user_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  topic_key text NOT NULL,
  CONSTRAINT skill_pkey PRIMARY KEY (user_id, organisation_id, topic_key),
  CONSTRAINT skill_user_id_fkey FOREIGN KEY (user_id) REFERENCES user_account (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT skill_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT skill_topic_key CHECK (topic_key ~ '^[a-z0-9]+(-[a-z0-9]+)*$')
);
