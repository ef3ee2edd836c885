-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

ALTER TABLE series
  VALIDATE CONSTRAINT series_nth_of_month,
  VALIDATE CONSTRAINT series_of_a_month_has_no_weeks,
  VALIDATE CONSTRAINT series_audience_is_short,
  VALIDATE CONSTRAINT series_follows_one_of_its_organisation,
  VALIDATE CONSTRAINT series_follows_another;
ALTER TABLE permanence
  VALIDATE CONSTRAINT permanence_audience_is_short,
  VALIDATE CONSTRAINT permanence_closure_id_fkey;
ALTER TABLE series_exception
  VALIDATE CONSTRAINT series_exception_changed_says_what,
  VALIDATE CONSTRAINT series_exception_cancelled_has_no_plan;
ALTER TABLE closure VALIDATE CONSTRAINT closure_without_end_is_decided_again;
