-- earlier-versions: stop, the version before would hold a rule of the month every week, and book dates that a closure without a known end keeps shut
SET LOCAL lock_timeout = '2s';

-- A rule may name a weekday of the month (the first to the fourth, or -1 for the last), leave out school holidays, and say for whom it mostly is.
-- Languages: those spoken at its half-days; none when they are those of the place. A rule that changes from a day on ends, and another follows it.
ALTER TABLE series
  ADD COLUMN nth_of_month integer,
  ADD COLUMN in_school_holidays boolean NOT NULL DEFAULT true,
  ADD COLUMN languages text[] NOT NULL DEFAULT '{}',
  ADD COLUMN audience text,
  ADD COLUMN follows_id uuid;
ALTER TABLE series
  ADD CONSTRAINT series_nth_of_month CHECK (nth_of_month IN (-1, 1, 2, 3, 4)) NOT VALID,
  ADD CONSTRAINT series_of_a_month_has_no_weeks CHECK (nth_of_month IS NULL OR every_weeks = 1) NOT VALID,
  ADD CONSTRAINT series_audience_is_short CHECK (char_length(btrim(audience)) BETWEEN 1 AND 120) NOT VALID,
  ADD CONSTRAINT series_follows_one_of_its_organisation FOREIGN KEY (follows_id, organisation_id) REFERENCES series (id, organisation_id) ON DELETE RESTRICT NOT VALID,
  ADD CONSTRAINT series_follows_another CHECK (follows_id <> id) NOT VALID;

ALTER TABLE permanence
  ADD COLUMN languages text[] NOT NULL DEFAULT '{}',
  ADD COLUMN audience text,
  -- The closure without a known end that keeps it from being booked; whoever lifts it gives the half-day back.
  ADD COLUMN closure_id uuid;
ALTER TABLE permanence
  ADD CONSTRAINT permanence_audience_is_short CHECK (char_length(btrim(audience)) BETWEEN 1 AND 120) NOT VALID,
  ADD CONSTRAINT permanence_closure_id_fkey FOREIGN KEY (closure_id) REFERENCES closure (id) ON DELETE SET NULL NOT VALID;

-- despite_holiday: it is held although its day is a public holiday. own_plan: its tables, windows or topics were decided for this date alone.
ALTER TABLE series_exception
  ADD COLUMN despite_holiday boolean NOT NULL DEFAULT false,
  ADD COLUMN own_plan boolean NOT NULL DEFAULT false;
ALTER TABLE series_exception
  DROP CONSTRAINT series_exception_changed_says_what,
  ADD CONSTRAINT series_exception_changed_says_what CHECK (kind <> 'changed' OR num_nonnulls(local_date, start_minute, place_id) > 0 OR despite_holiday OR own_plan) NOT VALID,
  ADD CONSTRAINT series_exception_cancelled_has_no_plan CHECK (kind <> 'cancelled' OR NOT (despite_holiday OR own_plan)) NOT VALID;

-- A closure without a known end ends at a moment that no half-day reaches, and names the day on which somebody decides again.
ALTER TABLE closure ADD COLUMN decide_on date;
ALTER TABLE closure ADD CONSTRAINT closure_without_end_is_decided_again CHECK ((decide_on IS NOT NULL) = (ends_at = '2200-01-01T00:00:00Z')) NOT VALID;

-- School holidays by zone: « A », « B », « C », « Corse », or the number of an overseas département; both days included.
CREATE TABLE school_holiday (
  zone text NOT NULL,
  from_date date NOT NULL,
  to_date date NOT NULL,
  name text NOT NULL,
  CONSTRAINT school_holiday_pkey PRIMARY KEY (zone, from_date),
  CONSTRAINT school_holiday_span CHECK (from_date <= to_date),
  CONSTRAINT school_holiday_zone CHECK (zone ~ '^(A|B|C|Corse|97[1-8]|98[6-8])$'),
  CONSTRAINT school_holiday_name CHECK (char_length(btrim(name)) BETWEEN 1 AND 80),
  CONSTRAINT school_holiday_no_overlap EXCLUDE USING gist (zone WITH =, daterange(from_date, to_date, '[]') WITH &&)
);
