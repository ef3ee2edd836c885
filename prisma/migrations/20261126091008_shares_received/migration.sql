CREATE INDEX CONCURRENTLY calendar_share_receiver_id_idx ON calendar_share (receiver_id);
