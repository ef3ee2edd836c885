-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- Apart from adding them: this reads every message and link, beside running acts.
ALTER TABLE outbox VALIDATE CONSTRAINT outbox_contact_id_fkey;
ALTER TABLE outbox VALIDATE CONSTRAINT outbox_about_one;
ALTER TABLE short_link VALIDATE CONSTRAINT short_link_place_id_fkey;
ALTER TABLE short_link VALIDATE CONSTRAINT short_link_about_one;
