SET LOCAL lock_timeout = '2s';

-- Apart from adding it: this reads every visit, beside running acts.
ALTER TABLE visit VALIDATE CONSTRAINT visit_former_help_is_whole;
