-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- Apart from adding them: this reads every link, beside running acts.
ALTER TABLE short_link VALIDATE CONSTRAINT short_link_account_id_fkey;
ALTER TABLE short_link VALIDATE CONSTRAINT short_link_about_one;
