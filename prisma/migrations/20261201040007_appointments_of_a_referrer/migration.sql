-- earlier-versions: run
-- What a referrer holds is counted at each booking, and listed on its page and for the coordinator.
CREATE INDEX CONCURRENTLY appointment_referrer_id_starts_at_idx ON appointment (referrer_id, starts_at) WHERE referrer_id IS NOT NULL;
