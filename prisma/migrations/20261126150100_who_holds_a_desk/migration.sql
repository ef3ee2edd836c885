SET LOCAL lock_timeout = '2s';

-- Written with a conseiller who sits down, once their desks of other half-days were left. The version before writes none, and
-- goes on seating somebody in two half-days.
ALTER TABLE desk ADD COLUMN holder_id UUID;
