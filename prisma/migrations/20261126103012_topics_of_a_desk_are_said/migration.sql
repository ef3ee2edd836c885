SET LOCAL lock_timeout = '2s';

ALTER TABLE desk
  ADD COLUMN every_topic boolean,
  ADD CONSTRAINT desk_every_topic_or_some CHECK (every_topic IS NULL OR (topic_keys IS NOT NULL AND every_topic = (cardinality(topic_keys) = 0))) NOT VALID;

-- The version before writes the whole desk when somebody sits down, its topics by the list alone: an empty one means every
-- topic. Dropped once that version is gone.
CREATE FUNCTION say_topics_of_a_desk() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.every_topic := coalesce(cardinality(NEW.topic_keys), 0) = 0;
  RETURN NEW;
END $$;
CREATE TRIGGER desk_topics_inserted BEFORE INSERT ON desk FOR EACH ROW WHEN (NEW.every_topic IS NULL) EXECUTE FUNCTION say_topics_of_a_desk();
CREATE TRIGGER desk_topics_updated BEFORE UPDATE OF topic_keys ON desk FOR EACH ROW
  WHEN (NEW.every_topic IS NOT DISTINCT FROM OLD.every_topic) EXECUTE FUNCTION say_topics_of_a_desk();
