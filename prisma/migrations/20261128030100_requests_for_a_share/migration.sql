-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- What a partner asks for on `/agenda/demander`, of the organisation `organisation_id`; erased after 90 days.
CREATE TABLE share_request (
  id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  sender text NOT NULL,
  email text,
  phone text,
  purpose text NOT NULL,
  created_at timestamptz(3) NOT NULL,
  decided_at timestamptz(3),
  accepted boolean,
  CONSTRAINT share_request_pkey PRIMARY KEY (id),
  CONSTRAINT share_request_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT share_request_can_be_answered CHECK (email IS NOT NULL OR phone IS NOT NULL),
  CONSTRAINT share_request_is_decided_at_a_moment CHECK ((decided_at IS NULL) = (accepted IS NULL))
);
CREATE INDEX share_request_organisation_id_created_at_idx ON share_request (organisation_id, created_at);
CREATE INDEX share_request_created_at_idx ON share_request (created_at);
