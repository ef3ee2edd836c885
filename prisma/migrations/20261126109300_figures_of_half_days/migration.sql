SET LOCAL lock_timeout = '2s';

-- All locks at once, in the order of acts: a line is written before its half-day. An import holds places for seconds: it is waited
-- for while nothing else is locked.
LOCK TABLE place, line, permanence IN SHARE ROW EXCLUSIVE MODE;

-- The sums of each half-day that is over: no person, no conseiller (docs/decisions/0053). `stale`: something has changed since
-- they were counted, so that they are counted again.
CREATE TABLE half_day_figures (
  permanence_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  place_id uuid NOT NULL,
  local_date date NOT NULL,
  outcome text NOT NULL DEFAULT 'not-recorded',
  received int NOT NULL DEFAULT 0,
  helped int NOT NULL DEFAULT 0,
  contacts int NOT NULL DEFAULT 0,
  gone int NOT NULL DEFAULT 0,
  redirected int NOT NULL DEFAULT 0,
  unserved int NOT NULL DEFAULT 0,
  turned_away jsonb NOT NULL DEFAULT '{}',
  median_wait int,
  waits_over_20 int NOT NULL DEFAULT 0,
  help_minutes int NOT NULL DEFAULT 0,
  reports int NOT NULL DEFAULT 0,
  stale boolean NOT NULL DEFAULT false,
  CONSTRAINT half_day_figures_pkey PRIMARY KEY (permanence_id),
  CONSTRAINT half_day_figures_of_its_organisation FOREIGN KEY (permanence_id, organisation_id)
    REFERENCES permanence (id, organisation_id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT half_day_figures_place_id_fkey FOREIGN KEY (place_id) REFERENCES place (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT half_day_figures_outcome CHECK (outcome IN ('held', 'held-with-nobody', 'not-held', 'not-recorded', 'cancelled')),
  CONSTRAINT half_day_figures_are_counts CHECK (
    received >= 0 AND helped >= 0 AND contacts >= 0 AND gone >= 0 AND redirected >= 0 AND unserved >= 0 AND waits_over_20 >= 0
    AND help_minutes >= 0 AND reports >= 0),
  CONSTRAINT half_day_figures_fit CHECK (
    helped <= contacts AND waits_over_20 <= contacts AND contacts + gone + redirected + unserved <= received AND reports <= received),
  CONSTRAINT half_day_figures_median_wait CHECK ((median_wait IS NULL) = (contacts = 0) AND (median_wait IS NULL OR median_wait >= 0)),
  CONSTRAINT half_day_figures_turned_away CHECK (
    jsonb_typeof(turned_away) = 'object'
    AND NOT jsonb_path_exists(turned_away, 'strict $.* ? (!(@.type() == "number" && @ >= 1 && @ == @.floor()))'))
);
CREATE INDEX half_day_figures_organisation_id_local_date_idx ON half_day_figures (organisation_id, local_date);
CREATE INDEX half_day_figures_place_id_local_date_idx ON half_day_figures (place_id, local_date);
CREATE INDEX half_day_figures_stale ON half_day_figures (permanence_id) WHERE stale;

-- Every half-day that started at `through` or earlier has its figures.
CREATE TABLE half_day_figures_progress (
  id int NOT NULL DEFAULT 1,
  through timestamptz(3) NOT NULL,
  CONSTRAINT half_day_figures_progress_pkey PRIMARY KEY (id),
  CONSTRAINT half_day_figures_progress_one_row CHECK (id = 1)
);

-- An act that arrives after the figures were written makes them stale, whichever version of the application received it.
CREATE FUNCTION figures_are_stale() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE half_day_figures SET stale = true WHERE permanence_id = NEW.permanence_id AND NOT stale;
  RETURN NULL;
END $$;
CREATE TRIGGER line_begun_makes_figures_stale AFTER INSERT ON line FOR EACH ROW EXECUTE FUNCTION figures_are_stale();
CREATE TRIGGER line_changed_makes_figures_stale AFTER UPDATE OF version ON line FOR EACH ROW
  WHEN (OLD.version <> NEW.version) EXECUTE FUNCTION figures_are_stale();

-- So is a half-day that is written only after the figures of its time were.
CREATE FUNCTION half_day_written_late() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO half_day_figures (permanence_id, organisation_id, place_id, local_date, stale)
    SELECT written.id, written.organisation_id, written.place_id, written.local_date, true
    FROM written JOIN half_day_figures_progress ON written.starts_at <= through;
  RETURN NULL;
END $$;
CREATE TRIGGER permanence_written_late AFTER INSERT ON permanence REFERENCING NEW TABLE AS written
  FOR EACH STATEMENT EXECUTE FUNCTION half_day_written_late();
