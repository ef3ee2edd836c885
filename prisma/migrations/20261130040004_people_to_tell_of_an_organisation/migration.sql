-- earlier-versions: run
-- The first page of a coordinator lists whom to call: of all half-days to come, those whose hours the service cancelled or that are held for somebody else.
CREATE INDEX CONCURRENTLY appointment_to_tell ON appointment (organisation_id, starts_at) WHERE state IN ('held', 'cancelled-by-service');
