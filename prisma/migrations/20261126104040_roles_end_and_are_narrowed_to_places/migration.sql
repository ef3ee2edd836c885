SET LOCAL lock_timeout = '2s';

-- A role holds at every place or, said explicitly, at the places of its rows alone: taking the last one away never widens it.
ALTER TABLE membership
  ADD COLUMN every_place boolean NOT NULL DEFAULT true,
  ADD COLUMN ends_at timestamptz(3);

CREATE TABLE membership_place (
  user_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  role text NOT NULL,
  place_id uuid NOT NULL,
  CONSTRAINT membership_place_pkey PRIMARY KEY (user_id, organisation_id, role, place_id),
  CONSTRAINT membership_place_user_id_organisation_id_role_fkey FOREIGN KEY (user_id, organisation_id, role)
    REFERENCES membership (user_id, organisation_id, role) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT membership_place_place_id_fkey FOREIGN KEY (place_id) REFERENCES place (id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX membership_place_place_id_idx ON membership_place (place_id);
