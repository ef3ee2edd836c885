-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- « Terminer » was forgotten, and who helped said later about when help had ended: such an end teaches no pace.
ALTER TABLE visit ADD COLUMN ended_about boolean NOT NULL DEFAULT false;
