-- What a visit refers to, so that both are of one half-day.
CREATE UNIQUE INDEX CONCURRENTLY appointment_id_permanence_id_key ON appointment (id, permanence_id);
