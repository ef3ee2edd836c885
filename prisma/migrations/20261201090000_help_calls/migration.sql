-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- « Besoin d’aide »: who of the team asked for help at a half-day, at which table and when, and who answered. id: of the act of the line. over_at: who asked does not need it any more, or asked anew.
-- Nothing of a resident. Erased thirty days later.
CREATE TABLE help_call (
  id uuid NOT NULL,
  permanence_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  desk smallint,
  asked_at timestamptz(3) NOT NULL,
  asked_by uuid,
  answered_at timestamptz(3),
  answered_by uuid,
  over_at timestamptz(3),
  CONSTRAINT help_call_pkey PRIMARY KEY (id),
  CONSTRAINT help_call_of_its_organisation FOREIGN KEY (permanence_id, organisation_id) REFERENCES permanence (id, organisation_id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT help_call_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES user_account (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT help_call_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES user_account (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT help_call_desk CHECK (desk > 0),
  CONSTRAINT help_call_answered CHECK ((answered_at IS NULL) = (answered_by IS NULL))
);
CREATE INDEX help_call_permanence_id_idx ON help_call (permanence_id);
CREATE INDEX help_call_asked_at_idx ON help_call (asked_at);
CREATE INDEX help_call_asked_by_idx ON help_call (asked_by);
CREATE INDEX help_call_answered_by_idx ON help_call (answered_by);
