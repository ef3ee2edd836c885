-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- Telephones whose person said « Je n’ai rien demandé », as keyed hashes: no SMS until they ask for it again.
CREATE TABLE sms_stopped (
  phone text PRIMARY KEY,
  stopped_at timestamptz(3) NOT NULL,
  -- A keyed hash (HMAC-SHA-256 in base64url), never a number.
  CONSTRAINT sms_stopped_phone CHECK (phone ~ '^[A-Za-z0-9_-]{43}$')
);
CREATE INDEX sms_stopped_stopped_at_idx ON sms_stopped (stopped_at);
