-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- The share by which a request was accepted, so that the page of the share says to whom its address goes until the request is erased.
-- Empty for a request that was accepted before. Checked by the next migration.
ALTER TABLE share_request ADD COLUMN share_id uuid;
ALTER TABLE share_request ADD CONSTRAINT share_request_share_id_fkey FOREIGN KEY (share_id) REFERENCES calendar_share (id) ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;
ALTER TABLE share_request ADD CONSTRAINT share_request_of_a_share_is_accepted CHECK (share_id IS NULL OR coalesce(accepted, false)) NOT VALID;
