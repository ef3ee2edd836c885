-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- How much of the figures comes from a paper sheet. `untimed`: of `contacts`, people of whose wait nothing is known. A version before
-- writes neither, so that what it counts fits whatever stands in them.
ALTER TABLE half_day_figures
  ADD COLUMN paper text,
  ADD COLUMN from_paper int NOT NULL DEFAULT 0,
  ADD COLUMN untimed int NOT NULL DEFAULT 0,
  ADD CONSTRAINT half_day_figures_paper CHECK (paper IN ('totals', 'rows')) NOT VALID,
  ADD CONSTRAINT half_day_figures_paper_are_counts CHECK (from_paper >= 0 AND untimed >= 0) NOT VALID,
  DROP CONSTRAINT half_day_figures_median_wait,
  ADD CONSTRAINT half_day_figures_median_wait CHECK (
    CASE WHEN median_wait IS NULL THEN contacts <= untimed ELSE contacts > 0 AND median_wait >= 0 END) NOT VALID;
