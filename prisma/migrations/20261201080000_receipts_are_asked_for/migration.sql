-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- receipt_asks: how often the gateway was asked what became of it. settled_at: when somebody noted that its person was told otherwise.
ALTER TABLE outbox
  ADD COLUMN receipt_asks smallint NOT NULL DEFAULT 0,
  ADD COLUMN settled_at timestamptz(3);
ALTER TABLE outbox
  ADD CONSTRAINT outbox_receipt_asks CHECK (receipt_asks BETWEEN 0 AND 7) NOT VALID,
  ADD CONSTRAINT outbox_settled CHECK (settled_at IS NULL OR given_up_at IS NOT NULL) NOT VALID;
