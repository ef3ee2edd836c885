SET LOCAL lock_timeout = '2s';

ALTER TABLE permanence VALIDATE CONSTRAINT permanence_every_topic_or_some;
ALTER TABLE assignment VALIDATE CONSTRAINT assignment_every_topic_or_some;
ALTER TABLE desk VALIDATE CONSTRAINT desk_every_topic_or_some;
