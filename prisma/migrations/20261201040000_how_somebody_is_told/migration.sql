-- earlier-versions: run
-- prefers_call: « Je préfère un appel », no reason is asked. refuses_sms: the messages of this telephone were stopped.
SET LOCAL lock_timeout = '2s';
ALTER TABLE appointment_contact
  ADD COLUMN prefers_call boolean NOT NULL DEFAULT false,
  ADD COLUMN refuses_sms boolean NOT NULL DEFAULT false;
