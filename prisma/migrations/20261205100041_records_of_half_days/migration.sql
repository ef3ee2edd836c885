-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- What the team says of a half-day once it is over and the line does not hold: that nobody came, that it was not held, or the totals
-- of its paper sheet (docs/decisions/0149). One for each half-day, changed and taken back until the 5th of the next month.
CREATE TABLE half_day_record (
  permanence_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  kind text NOT NULL,
  why text,
  received int NOT NULL DEFAULT 0,
  helped int NOT NULL DEFAULT 0,
  gone int NOT NULL DEFAULT 0,
  redirected int NOT NULL DEFAULT 0,
  turned_away int NOT NULL DEFAULT 0,
  noted_by uuid,
  noted_at timestamptz(3) NOT NULL,
  CONSTRAINT half_day_record_pkey PRIMARY KEY (permanence_id),
  CONSTRAINT half_day_record_of_its_organisation FOREIGN KEY (permanence_id, organisation_id)
    REFERENCES permanence (id, organisation_id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT half_day_record_noted_by_fkey FOREIGN KEY (noted_by) REFERENCES user_account (id) ON DELETE SET NULL ON UPDATE CASCADE,
  CONSTRAINT half_day_record_kind CHECK (kind IN ('held-with-nobody', 'not-held', 'paper-totals')),
  CONSTRAINT half_day_record_says_why CHECK (
    (kind = 'not-held') = (why IS NOT NULL)
    AND (why IS NULL OR why IN ('nobody-free', 'place-closed', 'breakdown', 'other'))),
  CONSTRAINT half_day_record_counts CHECK (
    received BETWEEN 0 AND 999 AND helped >= 0 AND gone >= 0 AND redirected >= 0 AND turned_away BETWEEN 0 AND 999),
  CONSTRAINT half_day_record_fits CHECK (helped + gone + redirected <= received),
  CONSTRAINT half_day_record_counts_of_paper CHECK (CASE kind WHEN 'paper-totals' THEN received + turned_away > 0 ELSE received + turned_away = 0 END)
);

-- Nothing is recorded of a half-day whose line goes on or that was cancelled, after the 5th of the next month at its place, nor that
-- nobody was there while its line holds people.
CREATE FUNCTION half_day_record_stands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE half_day permanence;
BEGIN
  SELECT * INTO half_day FROM permanence WHERE id = NEW.permanence_id;
  IF half_day.status IN ('open', 'cancelled') OR (half_day.status = 'scheduled' AND NEW.noted_at < half_day.ends_at) THEN
    RAISE EXCEPTION 'the half-day is not over, or was cancelled' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'half_day_record_when_over';
  END IF;
  IF (NEW.noted_at AT TIME ZONE half_day.time_zone)::date > (date_trunc('month', half_day.local_date) + interval '1 month 4 days')::date THEN
    RAISE EXCEPTION 'the month of the half-day is closed' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'half_day_record_in_time';
  END IF;
  IF NEW.kind IN ('held-with-nobody', 'not-held') AND EXISTS (
    SELECT FROM visit WHERE permanence_id = NEW.permanence_id AND left_why IS DISTINCT FROM 'given-by-mistake'
    UNION ALL SELECT FROM late_help WHERE permanence_id = NEW.permanence_id) THEN
    RAISE EXCEPTION 'the line holds people' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'half_day_record_of_nobody';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER half_day_record_stands AFTER INSERT OR UPDATE ON half_day_record FOR EACH ROW EXECUTE FUNCTION half_day_record_stands();

-- Figures that were written before are counted again.
CREATE FUNCTION half_day_record_makes_figures_stale() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE half_day_figures SET stale = true WHERE permanence_id = coalesce(NEW.permanence_id, OLD.permanence_id) AND NOT stale;
  RETURN NULL;
END $$;
CREATE TRIGGER half_day_record_makes_figures_stale AFTER INSERT OR UPDATE OR DELETE ON half_day_record FOR EACH ROW
  EXECUTE FUNCTION half_day_record_makes_figures_stale();
