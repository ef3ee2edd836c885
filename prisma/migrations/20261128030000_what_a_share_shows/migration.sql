-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- A further level: hours and places without the load. An earlier version shows such a share as an error, and its feed as it is.
ALTER TABLE calendar_share DROP CONSTRAINT calendar_share_level;
ALTER TABLE calendar_share ADD CONSTRAINT calendar_share_level
  CHECK (level IN ('free-busy', 'open-hours', 'counts', 'operational')) NOT VALID;

-- What a share shows is chosen by places, by series or by topics; when it ends; when its address was last used, to the hour; since when it
-- shows what it shows; which sites may show its page in a frame.
ALTER TABLE calendar_share
  ADD COLUMN shows text NOT NULL DEFAULT 'places',
  ADD COLUMN topic_keys text[] NOT NULL DEFAULT '{}',
  ADD COLUMN expires_at timestamptz(3),
  ADD COLUMN last_read_at timestamptz(3),
  ADD COLUMN changed_at timestamptz(3),
  ADD COLUMN frame_origins text[] NOT NULL DEFAULT '{}';
ALTER TABLE calendar_share
  ADD CONSTRAINT calendar_share_shows CHECK (shows IN ('places', 'series', 'topics')) NOT VALID,
  -- A share by series or topics names no place, and says so: an earlier version, which knows places alone, then shows nothing of it.
  ADD CONSTRAINT calendar_share_other_than_by_places
    CHECK (shows = 'places' OR (every_place IS NOT NULL AND NOT every_place)) NOT VALID,
  ADD CONSTRAINT calendar_share_topics CHECK ((shows = 'topics') = (cardinality(topic_keys) > 0)) NOT VALID,
  ADD CONSTRAINT calendar_share_frame_origins CHECK (cardinality(frame_origins) <= 10) NOT VALID;

CREATE TABLE calendar_share_series (
  share_id uuid NOT NULL,
  series_id uuid NOT NULL,
  CONSTRAINT calendar_share_series_pkey PRIMARY KEY (share_id, series_id),
  CONSTRAINT calendar_share_series_share_id_fkey FOREIGN KEY (share_id) REFERENCES calendar_share (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT calendar_share_series_series_id_fkey FOREIGN KEY (series_id) REFERENCES series (id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX calendar_share_series_series_id_idx ON calendar_share_series (series_id);
