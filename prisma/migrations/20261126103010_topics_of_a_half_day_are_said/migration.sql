SET LOCAL lock_timeout = '2s';

-- An empty list of topics meant every topic, so that a half-day whose last topic was removed took all of them. Every topic is
-- now said: `every_topic`, or at least one key. A row of the version before has NULL, and means what its list says.
ALTER TABLE permanence
  ADD COLUMN every_topic boolean,
  ADD CONSTRAINT permanence_every_topic_or_some CHECK (every_topic IS NULL OR (topic_keys IS NOT NULL AND every_topic = (cardinality(topic_keys) = 0))) NOT VALID;

-- For tables with `topic_keys` and `every_topic`. A row that is written without `every_topic`, as the version before does,
-- gets what its list means; one that is changed without it keeps what it meant, so that the last topic cannot be removed
-- unsaid. A key that is no topic of the operator is refused, under the name of the trigger.
CREATE FUNCTION say_topics() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  operator uuid;
BEGIN
  IF NEW.every_topic IS NULL THEN
    IF TG_OP = 'INSERT' THEN
      NEW.every_topic := coalesce(cardinality(NEW.topic_keys), 0) = 0;
    ELSE
      NEW.every_topic := coalesce(cardinality(OLD.topic_keys), 0) = 0;
    END IF;
  END IF;
  IF cardinality(NEW.topic_keys) > 0 THEN
    IF TG_TABLE_NAME = 'assignment' THEN
      SELECT permanence.organisation_id INTO operator FROM permanence WHERE permanence.id = NEW.permanence_id;
    ELSE
      operator := NEW.organisation_id;
    END IF;
    IF EXISTS (SELECT FROM unnest(NEW.topic_keys) AS named (key) WHERE NOT EXISTS (SELECT FROM topics_of(operator) AS topic WHERE topic.key = named.key)) THEN
      RAISE EXCEPTION 'a key is no topic of the operator' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER permanence_topics_of_its_operator BEFORE INSERT OR UPDATE OF topic_keys, every_topic, organisation_id ON permanence FOR EACH ROW
  WHEN (NEW.every_topic IS NULL OR NEW.topic_keys IS DISTINCT FROM '{}') EXECUTE FUNCTION say_topics();
