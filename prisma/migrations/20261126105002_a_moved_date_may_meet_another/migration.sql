SET LOCAL lock_timeout = '2s';

-- A date that was moved to the day of another one of its rule stands beside it; permanence_one_a_date keeps the rule.
DROP INDEX permanence_series_id_local_date_key;
