-- earlier-versions: run
CREATE INDEX CONCURRENTLY share_request_share_id_idx ON share_request (share_id);
