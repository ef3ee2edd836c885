SET LOCAL lock_timeout = '2s';

-- A hidden place stands on no public page and in no search; the team goes on seeing it. `door_opener`: who opens the door, said
-- to the team alone.
ALTER TABLE place
  ADD COLUMN hidden boolean NOT NULL DEFAULT false,
  ADD COLUMN door_opener text,
  ADD CONSTRAINT place_door_opener CHECK (length(door_opener) BETWEEN 1 AND 300) NOT VALID;

-- Somebody on site, named by their role there, for the team alone.
CREATE TABLE place_contact (
  id uuid NOT NULL,
  place_id uuid NOT NULL,
  role_name text NOT NULL,
  phone text,
  email text,
  CONSTRAINT place_contact_pkey PRIMARY KEY (id),
  CONSTRAINT place_contact_place_id_fkey FOREIGN KEY (place_id) REFERENCES place (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT place_contact_role_name CHECK (length(role_name) BETWEEN 1 AND 80),
  CONSTRAINT place_contact_can_be_reached CHECK (phone IS NOT NULL OR email IS NOT NULL),
  CONSTRAINT place_contact_phone CHECK (phone ~ '^\+[1-9][0-9]{6,14}$'),
  CONSTRAINT place_contact_email CHECK (length(email) <= 254 AND email ~ '^[^[:space:]@]+@[^[:space:]@]+$')
);
CREATE INDEX place_contact_place_id_idx ON place_contact (place_id);
