-- earlier-versions: run
-- referrer_id: the structure that booked. party_id, party_rank: appointments that were booked in a row, and which of them this one is.
SET LOCAL lock_timeout = '2s';
ALTER TABLE appointment
  ADD COLUMN referrer_id uuid,
  ADD COLUMN party_id uuid,
  ADD COLUMN party_rank smallint;
ALTER TABLE appointment
  ADD CONSTRAINT appointment_of_its_referrer FOREIGN KEY (referrer_id, organisation_id) REFERENCES referrer (id, organisation_id) ON DELETE NO ACTION ON UPDATE CASCADE NOT VALID,
  ADD CONSTRAINT appointment_referred CHECK (referrer_id IS NULL OR (origin = 'referrer' AND on_behalf_of AND party_id IS NOT NULL)) NOT VALID,
  ADD CONSTRAINT appointment_party CHECK ((party_id IS NULL AND party_rank IS NULL) OR (party_id IS NOT NULL AND party_rank IS NOT NULL AND party_rank >= 0)) NOT VALID;
