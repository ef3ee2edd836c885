-- earlier-versions: run
-- A form that is sent twice books nobody twice.
CREATE UNIQUE INDEX CONCURRENTLY appointment_party_place ON appointment (party_id, party_rank) WHERE party_id IS NOT NULL;
