-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

ALTER TABLE place VALIDATE CONSTRAINT place_online_share;
ALTER TABLE appointment VALIDATE CONSTRAINT appointment_proven;
ALTER TABLE short_link VALIDATE CONSTRAINT short_link_channel;
