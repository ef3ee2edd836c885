-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- Apart from adding them: this reads every appointment, beside running acts.
ALTER TABLE appointment
  VALIDATE CONSTRAINT appointment_of_its_referrer,
  VALIDATE CONSTRAINT appointment_referred,
  VALIDATE CONSTRAINT appointment_party;
