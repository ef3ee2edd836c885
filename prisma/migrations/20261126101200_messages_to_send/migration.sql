SET LOCAL lock_timeout = '2s';

-- All locks at once, visits and appointments last and in the order in which acts write to them, so that neither waits for the other.
LOCK TABLE organisation, user_account, visit, appointment IN SHARE ROW EXCLUSIVE MODE;

-- What is to be sent: which message, why, about whom and when. Ids alone; name, contact and words are looked up at sending.
CREATE TABLE outbox (
  id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  kind text NOT NULL,
  cause_kind text NOT NULL,
  cause_id uuid NOT NULL,
  appointment_id uuid,
  visit_id uuid,
  account_id uuid,
  dedupe_key text NOT NULL,
  due_at timestamptz(3) NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  created_at timestamptz(3) NOT NULL,
  sent_at timestamptz(3),
  given_up_at timestamptz(3),
  cancelled_at timestamptz(3),
  CONSTRAINT outbox_pkey PRIMARY KEY (id),
  CONSTRAINT outbox_kind CHECK (kind ~ '^[a-z]+(-[a-z]+)*$' AND length(kind) <= 40),
  CONSTRAINT outbox_cause_kind CHECK (cause_kind ~ '^[a-z]+(-[a-z]+)*$' AND length(cause_kind) <= 40),
  CONSTRAINT outbox_about_one CHECK (num_nonnulls(appointment_id, visit_id, account_id) = 1),
  -- Words, ids and small numbers, so that no telephone fits.
  CONSTRAINT outbox_dedupe_key CHECK (length(dedupe_key) <= 200 AND dedupe_key ~ '^[a-z]+(-[a-z]+)*(:([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9]{1,6}|[a-z]+(-[a-z]+)*))+$'),
  CONSTRAINT outbox_attempts CHECK (attempts >= 0 AND (attempts > 0 OR num_nonnulls(sent_at, given_up_at) = 0)),
  CONSTRAINT outbox_sent_or_given_up CHECK (num_nonnulls(sent_at, given_up_at) <= 1),
  CONSTRAINT outbox_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT outbox_appointment_id_fkey FOREIGN KEY (appointment_id) REFERENCES appointment (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT outbox_visit_id_fkey FOREIGN KEY (visit_id) REFERENCES visit (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT outbox_account_id_fkey FOREIGN KEY (account_id) REFERENCES user_account (id) ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX outbox_dedupe_key_key ON outbox (dedupe_key);
CREATE INDEX outbox_unsent ON outbox (due_at) WHERE sent_at IS NULL AND given_up_at IS NULL AND cancelled_at IS NULL;
CREATE INDEX outbox_of_appointment ON outbox (appointment_id) WHERE appointment_id IS NOT NULL AND sent_at IS NULL;
CREATE INDEX outbox_of_visit ON outbox (visit_id) WHERE visit_id IS NOT NULL AND sent_at IS NULL;
CREATE INDEX outbox_of_account ON outbox (account_id) WHERE account_id IS NOT NULL AND sent_at IS NULL;
