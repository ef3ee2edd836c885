SET LOCAL lock_timeout = '2s';

-- Several operators live in one installation, each with its own topics (docs/decisions/0054). A row of the version before has
-- no organisation: it is of every operator that has no topic of its own. RESTRICT: a topic never becomes everybody's.
-- `texts`: what an operator calls it and what to bring, by language; without it, the messages topics.<key> and bring.<key>.
ALTER TABLE topic
  ADD COLUMN organisation_id uuid,
  ADD COLUMN active boolean NOT NULL DEFAULT true,
  ADD COLUMN texts jsonb,
  ADD CONSTRAINT topic_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation (id) ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID,
  ADD CONSTRAINT topic_texts CHECK (texts IS NULL OR (
    jsonb_typeof(texts) = 'object' AND texts ? 'fr'
    AND NOT jsonb_path_exists(texts, '$.keyvalue() ? (!(@.key like_regex "^[a-z]{2,3}$"))')
    AND NOT jsonb_path_exists(texts, 'strict $.* ? (@.type() != "object")')
    AND NOT jsonb_path_exists(texts, '$.*.keyvalue() ? (@.key != "name" && @.key != "bring")')
    AND NOT jsonb_path_exists(texts, '$.* ? (!exists(@.name) || @.name.type() != "string" || !(@.name like_regex "^.{1,80}$"))')
    AND NOT jsonb_path_exists(texts, '$.* ? (exists(@.bring) && @.bring.type() != "array")')
    AND NOT jsonb_path_exists(texts, '$.*.bring[*] ? (@.type() != "string" || !(@ like_regex "^.{1,200}$"))')
  )) NOT VALID;

-- Half-days, appointments and visits name a topic by its key: it is switched off (`active`) instead of deleted or renamed.
CREATE FUNCTION refuse_deleting_a_topic() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'topics are switched off, never deleted' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'topic_never_deleted';
END $$;
CREATE TRIGGER topic_never_deleted BEFORE DELETE ON topic FOR EACH ROW EXECUTE FUNCTION refuse_deleting_a_topic();

CREATE FUNCTION refuse_renaming_a_topic() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.key <> OLD.key OR (OLD.organisation_id IS NOT NULL AND NEW.organisation_id IS DISTINCT FROM OLD.organisation_id) THEN
    RAISE EXCEPTION 'a topic keeps its key and its operator' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'topic_keeps_its_key';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER topic_keeps_its_key BEFORE UPDATE OF key, organisation_id ON topic FOR EACH ROW EXECUTE FUNCTION refuse_renaming_a_topic();

-- The topics of an operator, switched off ones included: its own, or those of every operator while it has none. One SELECT,
-- so that Postgres merges it into the statement that asks.
CREATE FUNCTION topics_of(organisation uuid) RETURNS SETOF topic LANGUAGE sql STABLE AS $$
  SELECT own.* FROM topic AS own WHERE own.organisation_id = organisation
  UNION ALL
  SELECT every.* FROM topic AS every WHERE every.organisation_id IS NULL AND NOT EXISTS (SELECT FROM topic AS own WHERE own.organisation_id = organisation)
$$;
