-- earlier-versions: run
-- Places on no public page: what comes next in a country is read in the order of time, without half-days at these (lib/server/schedule/read-coming.ts).
CREATE INDEX CONCURRENTLY place_hidden ON place (id) WHERE hidden;
