SET LOCAL lock_timeout = '2s';

-- When a number came that was given without network before (docs/line.md#numbers).
ALTER TABLE visit
  ADD COLUMN received_at timestamptz(3),
  ADD CONSTRAINT visit_received_after_it_was_given CHECK (received_at IS NULL OR received_at > joined_at) NOT VALID;
