SET LOCAL lock_timeout = '2s';

DROP INDEX topic_key_key;
DROP INDEX topic_rank_key;
