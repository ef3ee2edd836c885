SET LOCAL lock_timeout = '2s';

-- Help that a tablet without network gave and sent after a person had closed the half-day: the line stays as it was closed, and the
-- figures count it (docs/decisions/0088). No key to the visit: who got their number without network has none in the line, and
-- `joined_at` says when that was.
CREATE TABLE late_help (
  permanence_id uuid NOT NULL,
  visit_id uuid NOT NULL,
  conseiller_id uuid,
  desk int,
  joined_at timestamptz(3),
  started_at timestamptz(3) NOT NULL,
  ended_at timestamptz(3),
  CONSTRAINT late_help_pkey PRIMARY KEY (permanence_id, visit_id),
  CONSTRAINT late_help_permanence_id_fkey FOREIGN KEY (permanence_id) REFERENCES permanence (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT late_help_conseiller_id_fkey FOREIGN KEY (conseiller_id) REFERENCES user_account (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT late_help_desk CHECK (desk IS NULL OR desk BETWEEN 1 AND 20),
  CONSTRAINT late_help_in_order CHECK (
    (joined_at IS NULL OR joined_at <= started_at) AND (ended_at IS NULL OR started_at <= ended_at))
);
