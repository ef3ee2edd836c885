SET LOCAL lock_timeout = '2s';

-- What is fixed once for an installation, in one row. `calendar_host` stands in the UID of every calendar event: a UID that
-- changes makes another event of it. The application writes the row; where events exist already, their host is kept. A text is
-- folded after 75 octets, so the host may go on in the next line.
CREATE TABLE installation (
  id boolean NOT NULL DEFAULT true,
  calendar_host text NOT NULL,
  CONSTRAINT installation_pkey PRIMARY KEY (id),
  CONSTRAINT installation_has_one_row CHECK (id),
  CONSTRAINT installation_calendar_host_is_a_host CHECK (calendar_host ~ '^[A-Za-z0-9.:\[\]-]+$' AND length(calendar_host) <= 260)
);

INSERT INTO installation (calendar_host)
  SELECT host FROM (
    SELECT substring(replace(vevent, E'\r\n ', '') FROM 'UID:permanence-[^@\r\n]+@([A-Za-z0-9.:\[\]-]+)') AS host
    FROM permanence WHERE vevent IS NOT NULL LIMIT 1
  ) AS written WHERE host IS NOT NULL;

-- When the events of a place last changed, for programs that ask with If-Modified-Since. Each change is at least a second after
-- the one before it, since HTTP dates are whole seconds. A place that has a row now is said to have changed at this migration.
ALTER TABLE feed_version ADD COLUMN changed_at timestamptz NOT NULL DEFAULT now();

CREATE OR REPLACE FUNCTION count_feed_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO feed_version AS feed (organisation_id, place_id, changed_at)
    SELECT DISTINCT changed.organisation_id, changed.place_id,
      greatest(NEW.vevent_at, NEW.updated_at, OLD.vevent_at, OLD.updated_at)
    FROM (VALUES (NEW.organisation_id, NEW.place_id), (OLD.organisation_id, OLD.place_id)) AS changed (organisation_id, place_id)
    WHERE changed.place_id IS NOT NULL
    ORDER BY 1, 2
    ON CONFLICT (organisation_id, place_id) DO UPDATE
      SET changes = feed.changes + 1, changed_at = greatest(feed.changed_at + interval '1 second', EXCLUDED.changed_at);
  RETURN NULL;
END $$;
