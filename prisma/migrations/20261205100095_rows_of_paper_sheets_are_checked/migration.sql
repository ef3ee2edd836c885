-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

ALTER TABLE half_day_record VALIDATE CONSTRAINT half_day_record_kind;
ALTER TABLE half_day_figures VALIDATE CONSTRAINT half_day_figures_paper_contacts;
