SET LOCAL lock_timeout = '2s';

-- Help that had no end when its desk was left: at which desk, by whom and since when, so that its end can still be noted
-- (docs/line.md#help-that-was-given). The version before writes none of it.
ALTER TABLE visit
  ADD COLUMN helped_desk int,
  ADD COLUMN helped_by uuid,
  ADD COLUMN helped_called_at TIMESTAMPTZ(3),
  ADD COLUMN helped_started_at TIMESTAMPTZ(3);
ALTER TABLE visit ADD CONSTRAINT visit_former_help_is_whole CHECK (
  num_nulls(helped_desk, helped_called_at, helped_started_at) IN (0, 3) AND (helped_by IS NULL OR helped_desk IS NOT NULL)
) NOT VALID;
