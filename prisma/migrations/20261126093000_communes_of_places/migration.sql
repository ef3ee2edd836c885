SET LOCAL lock_timeout = '2s';

-- A name is not a town: Saint-Denis is a commune of the départements 93 and 974. The INSEE code says which; empty text says that no
-- commune is known, NULL that the job "fill-insee-codes" has not looked yet (lib/server/place/fill-insee-codes.ts).
ALTER TABLE place ADD COLUMN insee_code text;
ALTER TABLE place ADD CONSTRAINT place_insee_code CHECK (insee_code ~ '^((\d\d|2[AB])\d{3})?$') NOT VALID;
