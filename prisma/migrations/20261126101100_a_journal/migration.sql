SET LOCAL lock_timeout = '2s';

-- Who changed what, and when, outside the line: planning, devices, and later shares and people. Only added to, by month. Place and
-- half-day are no foreign keys: what is noted of a place outlives it, and a new month then locks neither.
CREATE TABLE journal (
  id bigserial NOT NULL,
  organisation_id uuid NOT NULL,
  place_id uuid,
  permanence_id uuid,
  actor text NOT NULL,
  act text NOT NULL,
  data jsonb NOT NULL,
  at timestamptz(3) NOT NULL,
  CONSTRAINT journal_pkey PRIMARY KEY (id, at),
  CONSTRAINT journal_actor CHECK (actor ~ '^((staff|device|door):[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|resident|anonymous|share)$'),
  CONSTRAINT journal_act CHECK (act ~ '^[a-z]+(-[a-z]+)*$' AND length(act) <= 40),
  CONSTRAINT journal_tells_nobody CHECK (NOT jsonb_path_exists(data, '$.** ? (exists(@.name) || exists(@.phone) || exists(@.email) || exists(@.message ? (@ <> "")))')),
  CONSTRAINT journal_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation (id) ON DELETE RESTRICT ON UPDATE CASCADE
) PARTITION BY RANGE (at);
CREATE TABLE journal_default PARTITION OF journal DEFAULT;

CREATE INDEX journal_organisation_id_at_idx ON journal (organisation_id, at);
CREATE INDEX journal_of_place ON journal (place_id, at) WHERE place_id IS NOT NULL;
CREATE INDEX journal_of_permanence ON journal (permanence_id, at) WHERE permanence_id IS NOT NULL;
CREATE TRIGGER journal_append_only BEFORE UPDATE OR DELETE ON journal FOR EACH ROW EXECUTE FUNCTION refuse_change();
