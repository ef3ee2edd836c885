-- earlier-versions: run
-- Who was told that they are not received, or of another hour: they are on a list again once it is held after all.
CREATE INDEX CONCURRENTLY told_otherwise ON told (hour) WHERE known <> 'booked';
