-- earlier-versions: run
-- An address in a message goes with its account.
CREATE INDEX CONCURRENTLY short_link_account_id_idx ON short_link (account_id);
