-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- Apart from adding them: this reads every share, beside running acts.
ALTER TABLE calendar_share VALIDATE CONSTRAINT calendar_share_level;
ALTER TABLE calendar_share VALIDATE CONSTRAINT calendar_share_shows;
ALTER TABLE calendar_share VALIDATE CONSTRAINT calendar_share_other_than_by_places;
ALTER TABLE calendar_share VALIDATE CONSTRAINT calendar_share_topics;
ALTER TABLE calendar_share VALIDATE CONSTRAINT calendar_share_frame_origins;
