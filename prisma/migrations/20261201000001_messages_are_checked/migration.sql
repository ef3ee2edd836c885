-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- Apart from adding them: this reads every message, beside running acts.
ALTER TABLE outbox
  VALIDATE CONSTRAINT outbox_channel,
  VALIDATE CONSTRAINT outbox_doubles,
  VALIDATE CONSTRAINT outbox_gateway,
  VALIDATE CONSTRAINT outbox_gateway_id,
  VALIDATE CONSTRAINT outbox_segments,
  VALIDATE CONSTRAINT outbox_result,
  VALIDATE CONSTRAINT outbox_given_up_why;
ALTER TABLE operator_settings
  VALIDATE CONSTRAINT operator_settings_reminders,
  VALIDATE CONSTRAINT operator_settings_sms_cap;
