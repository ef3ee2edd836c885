-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- A device is lent forty numbers at a time. Those of before have five.
ALTER TABLE number_lease
  DROP CONSTRAINT number_lease_span,
  ADD CONSTRAINT number_lease_span CHECK (1 <= first_number AND first_number <= last_number AND last_number < first_number + 40) NOT VALID;
