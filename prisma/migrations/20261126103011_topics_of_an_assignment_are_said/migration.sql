SET LOCAL lock_timeout = '2s';

ALTER TABLE assignment
  ADD COLUMN every_topic boolean,
  ADD CONSTRAINT assignment_every_topic_or_some CHECK (every_topic IS NULL OR (topic_keys IS NOT NULL AND every_topic = (cardinality(topic_keys) = 0))) NOT VALID;
CREATE TRIGGER assignment_topics_of_its_operator BEFORE INSERT OR UPDATE OF topic_keys, every_topic, permanence_id ON assignment FOR EACH ROW
  WHEN (NEW.every_topic IS NULL OR NEW.topic_keys IS DISTINCT FROM '{}') EXECUTE FUNCTION say_topics();
