-- Called or being helped, said by columns that most changes of a visit leave alone: an index whose condition names the state
-- makes Postgres write every index of the row again at each change.
CREATE UNIQUE INDEX CONCURRENTLY visit_one_at_a_desk ON visit (permanence_id, desk)
  WHERE called_at IS NOT NULL AND ended_at IS NULL AND paused_for IS NULL;
