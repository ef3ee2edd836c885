-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- Since when the texts of the half-days to come of one organisation at one place are to be written anew, because something changed
-- that they say of many half-days, such as the name of a topic. Every place that has texts now is due once: an earlier version wrote
-- them without windows, topics and page. A job does it.
ALTER TABLE feed_version ADD COLUMN rewrite_due_at timestamptz(3) DEFAULT '2026-01-01T00:00:00Z';
ALTER TABLE feed_version ALTER COLUMN rewrite_due_at DROP DEFAULT;
