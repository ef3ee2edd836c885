SET LOCAL lock_timeout = '2s';

ALTER TABLE series VALIDATE CONSTRAINT series_every_topic_or_some;
