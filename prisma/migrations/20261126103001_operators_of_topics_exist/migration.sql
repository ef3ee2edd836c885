SET LOCAL lock_timeout = '2s';

ALTER TABLE topic VALIDATE CONSTRAINT topic_organisation_id_fkey, VALIDATE CONSTRAINT topic_texts;
