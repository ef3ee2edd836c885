-- earlier-versions: run
CREATE UNIQUE INDEX CONCURRENTLY organisation_one_hosts ON organisation (hosts) WHERE hosts;
