SET LOCAL lock_timeout = '2s';

DROP INDEX visit_appointment_id_key;
-- The name is what a refusal is mapped from (lib/server/refusal-of-constraint.ts).
ALTER INDEX visit_appointment_id_once RENAME TO visit_appointment_id_key;
