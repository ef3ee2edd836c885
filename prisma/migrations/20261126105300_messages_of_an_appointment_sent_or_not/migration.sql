-- A hold that ends is deleted, and Postgres then asks whether a message refers to it, sent or not (docs/decisions/0058).
CREATE INDEX CONCURRENTLY outbox_appointment_id_idx ON outbox (appointment_id) WHERE appointment_id IS NOT NULL;
