SET LOCAL lock_timeout = '2s';

-- How often the events of one organisation at one place have changed: a calendar program that asks again is answered from these
-- few rows, not from the texts of half a year. Counted by triggers, so that no writer can forget it, nor the version of the
-- application before this one. A place without a row has not changed since this migration.
CREATE TABLE feed_version (
  organisation_id uuid NOT NULL,
  place_id uuid NOT NULL,
  changes bigint NOT NULL DEFAULT 1,
  CONSTRAINT feed_version_pkey PRIMARY KEY (organisation_id, place_id),
  CONSTRAINT feed_version_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT feed_version_place_id_fkey FOREIGN KEY (place_id) REFERENCES place (id) ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE FUNCTION count_feed_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO feed_version AS feed (organisation_id, place_id)
    SELECT DISTINCT changed.organisation_id, changed.place_id
    FROM (VALUES (NEW.organisation_id, NEW.place_id), (OLD.organisation_id, OLD.place_id)) AS changed (organisation_id, place_id)
    WHERE changed.place_id IS NOT NULL
    ORDER BY 1, 2
    ON CONFLICT (organisation_id, place_id) DO UPDATE SET changes = feed.changes + 1;
  RETURN NULL;
END $$;

CREATE TRIGGER permanence_feed_inserted AFTER INSERT ON permanence FOR EACH ROW
  WHEN (NEW.vevent IS NOT NULL) EXECUTE FUNCTION count_feed_change();
CREATE TRIGGER permanence_feed_updated AFTER UPDATE OF vevent, organisation_id, place_id, starts_at ON permanence FOR EACH ROW
  WHEN ((OLD.vevent, OLD.organisation_id, OLD.place_id, OLD.starts_at) IS DISTINCT FROM (NEW.vevent, NEW.organisation_id, NEW.place_id, NEW.starts_at))
  EXECUTE FUNCTION count_feed_change();
CREATE TRIGGER permanence_feed_deleted AFTER DELETE ON permanence FOR EACH ROW
  WHEN (OLD.vevent IS NOT NULL) EXECUTE FUNCTION count_feed_change();
