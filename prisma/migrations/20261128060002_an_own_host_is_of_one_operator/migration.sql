-- earlier-versions: run
CREATE UNIQUE INDEX CONCURRENTLY operator_settings_own_host_key ON operator_settings (own_host);
