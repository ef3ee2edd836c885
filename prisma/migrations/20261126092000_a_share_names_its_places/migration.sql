SET LOCAL lock_timeout = '2s';

-- An empty list of places meant every place, so that a share whose last place went became wider. Every place is now said;
-- `every_place` is empty until the job "move-shares" has moved the list of an older row (lib/server/calendar/move-shares.ts).
ALTER TABLE calendar_share ADD COLUMN every_place boolean;

CREATE TABLE calendar_share_place (
  share_id uuid NOT NULL,
  place_id uuid NOT NULL,
  CONSTRAINT calendar_share_place_pkey PRIMARY KEY (share_id, place_id),
  CONSTRAINT calendar_share_place_share_id_fkey FOREIGN KEY (share_id) REFERENCES calendar_share (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT calendar_share_place_place_id_fkey FOREIGN KEY (place_id) REFERENCES place (id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX calendar_share_place_place_id_idx ON calendar_share_place (place_id);
