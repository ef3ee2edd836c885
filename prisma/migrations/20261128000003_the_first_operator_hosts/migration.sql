-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- After the index that lets one organisation host at most. It changes one row at most.
SELECT choose_host();
