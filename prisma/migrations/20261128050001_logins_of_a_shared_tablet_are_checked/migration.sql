-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- Apart from adding them: this reads every login, beside running acts.
ALTER TABLE login_session VALIDATE CONSTRAINT login_session_of_a_tablet;
ALTER TABLE login_session VALIDATE CONSTRAINT login_session_permanence_id_fkey;
ALTER TABLE login_session VALIDATE CONSTRAINT login_session_tablet_pass_id_fkey;
