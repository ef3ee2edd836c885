-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- What the record of processing activities (GDPR, article 30) asks of an operator beside the lines of its legal page. Checked by the next
-- migration.
ALTER TABLE operator_settings ADD COLUMN dpo text;
ALTER TABLE operator_settings ADD COLUMN joint_controller text;
ALTER TABLE operator_settings ADD COLUMN legal_basis text;
ALTER TABLE operator_settings ADD COLUMN transfers text;
ALTER TABLE operator_settings ADD CONSTRAINT operator_settings_register_lines CHECK (length(dpo) <= 300 AND length(joint_controller) <= 300 AND length(legal_basis) <= 500 AND length(transfers) <= 500) NOT VALID;
