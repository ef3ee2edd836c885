-- A booking that wants a conseiller asks whether they are away.
CREATE INDEX CONCURRENTLY absence_conseiller_id_ends_at_idx ON absence (conseiller_id, ends_at);
