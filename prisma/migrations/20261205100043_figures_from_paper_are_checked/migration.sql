-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

ALTER TABLE half_day_figures
  VALIDATE CONSTRAINT half_day_figures_paper,
  VALIDATE CONSTRAINT half_day_figures_paper_are_counts,
  VALIDATE CONSTRAINT half_day_figures_median_wait;
