-- Lines that somebody has begun and nobody has ended: each minute those are looked for that are over.
CREATE INDEX CONCURRENTLY permanence_to_end ON permanence (ends_at)
  WHERE status = 'open' OR (status = 'scheduled' AND numbers <> 'not-yet');
