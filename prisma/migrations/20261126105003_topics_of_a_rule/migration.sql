SET LOCAL lock_timeout = '2s';

-- The topics that the dates of a rule take: every topic, said, or at least one key (docs/decisions/0054). A rule of before, and one
-- that the version before writes, takes every topic.
ALTER TABLE series
  ADD COLUMN topic_keys text[] NOT NULL DEFAULT '{}',
  ADD COLUMN every_topic boolean NOT NULL DEFAULT true,
  ADD CONSTRAINT series_every_topic_or_some CHECK (every_topic = (cardinality(topic_keys) = 0)) NOT VALID;
CREATE TRIGGER series_topics_of_its_operator BEFORE INSERT OR UPDATE OF topic_keys, organisation_id ON series FOR EACH ROW
  WHEN (NEW.topic_keys <> '{}') EXECUTE FUNCTION say_topics();
