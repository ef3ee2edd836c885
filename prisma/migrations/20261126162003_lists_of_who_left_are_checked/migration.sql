SET LOCAL lock_timeout = '2s';

-- Apart from adding it: this reads every desk, beside running acts.
ALTER TABLE desk VALIDATE CONSTRAINT desk_formerly_is_a_list;
