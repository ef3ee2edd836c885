-- earlier-versions: run
-- A structure, such as social workers or an association, that books for people by an address of its own. phone, email: by which it is told of those who have no contact
-- of their own; both go when it is revoked. most: appointments to come that it may hold. generation: of its address.
SET LOCAL lock_timeout = '2s';
CREATE TABLE referrer (
  id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  name text NOT NULL,
  phone text,
  email text,
  most smallint NOT NULL,
  generation integer NOT NULL DEFAULT 1,
  created_at timestamptz(3) NOT NULL,
  revoked_at timestamptz(3),
  CONSTRAINT referrer_pkey PRIMARY KEY (id),
  CONSTRAINT referrer_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT referrer_name CHECK (length(name) BETWEEN 1 AND 120),
  CONSTRAINT referrer_most CHECK (most BETWEEN 1 AND 200),
  CONSTRAINT referrer_is_reached CHECK ((revoked_at IS NULL) = (num_nonnulls(phone, email) > 0))
);
CREATE UNIQUE INDEX referrer_id_organisation_id_key ON referrer (id, organisation_id);
CREATE INDEX referrer_organisation_id_idx ON referrer (organisation_id);
