CREATE UNIQUE INDEX CONCURRENTLY visit_one_with_a_conseiller ON visit (conseiller_id)
  WHERE called_at IS NOT NULL AND ended_at IS NULL AND paused_for IS NULL;
