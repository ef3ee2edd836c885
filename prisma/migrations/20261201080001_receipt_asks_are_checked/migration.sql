-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- Apart from adding them: this reads every message, beside running acts.
ALTER TABLE outbox
  VALIDATE CONSTRAINT outbox_receipt_asks,
  VALIDATE CONSTRAINT outbox_settled;
