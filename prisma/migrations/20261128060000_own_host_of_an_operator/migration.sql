-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- A host name of its own at which the pages of an operator are shown, « aide.ville.example », in small letters and without a port. Checked
-- by the next migration.
ALTER TABLE operator_settings ADD COLUMN own_host text;
ALTER TABLE operator_settings ADD CONSTRAINT operator_settings_own_host CHECK (length(own_host) <= 253 AND own_host ~ '^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$') NOT VALID;
