-- earlier-versions: run
-- refuses_mail: the messages to this e-mail were stopped.
SET LOCAL lock_timeout = '2s';
ALTER TABLE appointment_contact ADD COLUMN refuses_mail boolean NOT NULL DEFAULT false;
