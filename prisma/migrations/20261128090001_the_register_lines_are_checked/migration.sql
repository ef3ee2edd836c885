-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

ALTER TABLE operator_settings VALIDATE CONSTRAINT operator_settings_register_lines;
