CREATE INDEX CONCURRENTLY calendar_share_giver_id_idx ON calendar_share (giver_id);
