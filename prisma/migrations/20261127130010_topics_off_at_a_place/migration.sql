SET LOCAL lock_timeout = '2s';

-- An own topic of an operator that it does not offer at a place.
CREATE TABLE topic_off (
  topic_id uuid NOT NULL,
  place_id uuid NOT NULL,
  CONSTRAINT topic_off_pkey PRIMARY KEY (topic_id, place_id),
  CONSTRAINT topic_off_topic_id_fkey FOREIGN KEY (topic_id) REFERENCES topic (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT topic_off_place_id_fkey FOREIGN KEY (place_id) REFERENCES place (id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX topic_off_place_id_idx ON topic_off (place_id);

-- The topics that an operator offers at a place; at a place that is NULL, those that it offers at all.
CREATE FUNCTION topics_offered(organisation uuid, at_place uuid) RETURNS SETOF topic LANGUAGE sql STABLE AS $$
  SELECT t.* FROM topics_of(organisation) AS t
  WHERE t.active AND NOT EXISTS (SELECT FROM topic_off AS off WHERE off.topic_id = t.id AND off.place_id = at_place)
$$;

-- The keys of the topics that an operator does not offer at a place, although it offers them elsewhere.
CREATE FUNCTION topics_off(organisation uuid, at_place uuid) RETURNS text[] LANGUAGE sql STABLE AS $$
  SELECT ARRAY(SELECT t.key FROM topic_off AS off JOIN topic AS t ON t.id = off.topic_id
               WHERE off.place_id = at_place AND t.organisation_id = organisation)
$$;
