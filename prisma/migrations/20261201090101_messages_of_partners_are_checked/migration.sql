-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- Apart from adding them: this reads every message and share, beside running acts.
ALTER TABLE outbox VALIDATE CONSTRAINT outbox_share_id_fkey;
ALTER TABLE outbox VALIDATE CONSTRAINT outbox_about_one;
ALTER TABLE calendar_share VALIDATE CONSTRAINT calendar_share_told_email;
