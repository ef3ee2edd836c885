-- earlier-versions: run
-- Who is told by SMS in an open line, looked for each minute. Without the state, so that an act still writes no index.
CREATE INDEX CONCURRENTLY visit_to_tell ON visit (permanence_id) WHERE told_by_sms;
