-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- Apart from adding them: this reads every message, beside running acts.
ALTER TABLE outbox VALIDATE CONSTRAINT outbox_of_its_invitation;
ALTER TABLE outbox VALIDATE CONSTRAINT outbox_operator_invitation_id_fkey;
ALTER TABLE outbox VALIDATE CONSTRAINT outbox_of_an_organisation;
ALTER TABLE outbox VALIDATE CONSTRAINT outbox_about_one;
ALTER TABLE invitation VALIDATE CONSTRAINT invitation_language;
ALTER TABLE operator_invitation VALIDATE CONSTRAINT operator_invitation_language;
ALTER TABLE sign_in_code VALIDATE CONSTRAINT sign_in_code_language;
