-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- What opens the shared tablet of a place on one day: the code of the day (no half-day), or what a colleague shows for one half-day. Its six
-- digits and its address are derived from the id (lib/server/auth/tablet/tablet-code.ts), so that the database alone opens nothing.
CREATE TABLE tablet_pass (
  id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  place_id uuid NOT NULL,
  local_date date NOT NULL,
  permanence_id uuid,
  made_by_id uuid NOT NULL,
  created_at timestamptz(3) NOT NULL,
  ended_at timestamptz(3),
  CONSTRAINT tablet_pass_pkey PRIMARY KEY (id),
  CONSTRAINT tablet_pass_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT tablet_pass_place_id_fkey FOREIGN KEY (place_id) REFERENCES place (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT tablet_pass_of_its_organisation FOREIGN KEY (permanence_id, organisation_id) REFERENCES permanence (id, organisation_id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT tablet_pass_made_by_id_fkey FOREIGN KEY (made_by_id) REFERENCES user_account (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT tablet_pass_ends_later CHECK (ended_at IS NULL OR ended_at >= created_at)
);
CREATE INDEX tablet_pass_place_id_local_date_idx ON tablet_pass (place_id, local_date);
CREATE INDEX tablet_pass_local_date_idx ON tablet_pass (local_date);
-- One code of the day at a time; who shows a half-day twice shows the same.
CREATE UNIQUE INDEX tablet_pass_one_code_of_the_day ON tablet_pass (place_id, organisation_id, local_date) WHERE permanence_id IS NULL AND ended_at IS NULL;
CREATE UNIQUE INDEX tablet_pass_one_of_a_colleague ON tablet_pass (permanence_id, made_by_id) WHERE permanence_id IS NOT NULL AND ended_at IS NULL;

-- A login of a shared tablet is narrowed to one half-day, and names the pass that opened it. Checked by the next migration.
ALTER TABLE login_session ADD COLUMN permanence_id uuid, ADD COLUMN tablet_pass_id uuid;
ALTER TABLE login_session ADD CONSTRAINT login_session_of_a_tablet CHECK ((permanence_id IS NULL) = (tablet_pass_id IS NULL)) NOT VALID;
ALTER TABLE login_session ADD CONSTRAINT login_session_permanence_id_fkey FOREIGN KEY (permanence_id) REFERENCES permanence (id) ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;
ALTER TABLE login_session ADD CONSTRAINT login_session_tablet_pass_id_fkey FOREIGN KEY (tablet_pass_id) REFERENCES tablet_pass (id) ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;
