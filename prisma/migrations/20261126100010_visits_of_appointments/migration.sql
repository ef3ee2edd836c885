-- Two visits of three have no appointment and were in the index all the same.
CREATE UNIQUE INDEX CONCURRENTLY visit_appointment_id_once ON visit (appointment_id) WHERE appointment_id IS NOT NULL;
