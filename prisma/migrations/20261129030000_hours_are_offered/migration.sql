-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- An hour that the service offers to somebody whose hour it cannot keep. `hold_id`: the held row of `appointment` that keeps the hour; empty once it
-- has ended or expired. An offer is open while it is held and not answered.
CREATE TABLE appointment_offer (
  id uuid NOT NULL,
  appointment_id uuid NOT NULL,
  permanence_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  starts_at timestamptz(3) NOT NULL,
  ends_at timestamptz(3) NOT NULL,
  hold_id uuid,
  until timestamptz(3) NOT NULL,
  created_at timestamptz(3) NOT NULL,
  answer text,
  answered_at timestamptz(3),
  CONSTRAINT appointment_offer_pkey PRIMARY KEY (id),
  CONSTRAINT appointment_offer_appointment_id_fkey FOREIGN KEY (appointment_id) REFERENCES appointment (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT appointment_offer_of_its_organisation FOREIGN KEY (permanence_id, organisation_id) REFERENCES permanence (id, organisation_id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT appointment_offer_hold_id_fkey FOREIGN KEY (hold_id) REFERENCES appointment (id) ON DELETE SET NULL ON UPDATE CASCADE,
  CONSTRAINT appointment_offer_span CHECK (starts_at < ends_at),
  CONSTRAINT appointment_offer_until CHECK (created_at < until AND until <= starts_at),
  CONSTRAINT appointment_offer_answer CHECK (answer IN ('yes', 'no', 'withdrawn')),
  CONSTRAINT appointment_offer_answered_when CHECK ((answer IS NULL) = (answered_at IS NULL)),
  CONSTRAINT appointment_offer_answered_holds_nothing CHECK (answer IS NULL OR hold_id IS NULL),
  CONSTRAINT appointment_offer_holds_another_row CHECK (hold_id <> appointment_id)
);
CREATE INDEX appointment_offer_appointment_id_idx ON appointment_offer (appointment_id);
CREATE UNIQUE INDEX appointment_offer_hold_id_key ON appointment_offer (hold_id);
CREATE INDEX appointment_offer_ends_at_idx ON appointment_offer (ends_at);
CREATE UNIQUE INDEX appointment_offer_one_unanswered ON appointment_offer (appointment_id) WHERE answer IS NULL;
