-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- Apart from adding them: this reads every request, beside running acts.
ALTER TABLE share_request VALIDATE CONSTRAINT share_request_share_id_fkey;
ALTER TABLE share_request VALIDATE CONSTRAINT share_request_of_a_share_is_accepted;
