-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- Apart from adding it: this reads every appointment, beside running acts.
ALTER TABLE appointment VALIDATE CONSTRAINT appointment_by_helper;
