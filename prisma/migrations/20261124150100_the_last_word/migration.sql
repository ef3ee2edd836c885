-- What the Prisma schema cannot say. Each constraint has a name that tells the rule it keeps,
-- lib/server/refusal-of-constraint.ts turns the names a person can run into, into refusals.

CREATE EXTENSION IF NOT EXISTS btree_gist;

-- access
ALTER TABLE organisation ADD CONSTRAINT organisation_kind CHECK (kind IN ('city', 'caf', 'employer', 'association', 'other'));
ALTER TABLE membership ADD CONSTRAINT membership_role CHECK (role IN ('reception', 'conseiller', 'coordinator', 'partner', 'administrator'));
ALTER TABLE verification_token ADD CONSTRAINT verification_token_tries CHECK (tries BETWEEN 0 AND 5);
ALTER TABLE device ADD CONSTRAINT device_kind CHECK (kind IN ('kiosk', 'screen', 'tablet'));
ALTER TABLE device ADD CONSTRAINT device_code_has_an_end CHECK ((enrol_code IS NULL) = (enrol_until IS NULL));

-- place
ALTER TABLE place ADD CONSTRAINT place_postal_code CHECK (postal_code ~ '^[0-9]{5}$');
ALTER TABLE place ADD CONSTRAINT place_slug CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$');

-- schedule
ALTER TABLE topic ADD CONSTRAINT topic_minutes CHECK (minutes BETWEEN 5 AND 180);
ALTER TABLE series
  ADD CONSTRAINT series_weekday CHECK (weekday BETWEEN 1 AND 7),
  ADD CONSTRAINT series_span CHECK (0 <= start_minute AND start_minute < end_minute AND end_minute <= 1440),
  -- Clocks change between 2 and 3: no half-day may start there (DESIGN, Time).
  ADD CONSTRAINT series_avoids_the_clock_change CHECK (start_minute NOT BETWEEN 120 AND 179),
  ADD CONSTRAINT series_every CHECK (every_weeks BETWEEN 1 AND 8),
  ADD CONSTRAINT series_dates CHECK (until_date IS NULL OR from_date <= until_date),
  ADD CONSTRAINT series_lanes CHECK (desks BETWEEN 1 AND 20 AND bookable_lanes BETWEEN 0 AND desks);
ALTER TABLE closure ADD CONSTRAINT closure_span CHECK (starts_at < ends_at);
ALTER TABLE absence ADD CONSTRAINT absence_span CHECK (starts_at < ends_at);
ALTER TABLE permanence
  ADD CONSTRAINT permanence_span CHECK (starts_at < ends_at AND ends_at <= starts_at + interval '14 hours'),
  ADD CONSTRAINT permanence_avoids_the_clock_change CHECK (extract(hour FROM starts_at AT TIME ZONE time_zone) <> 2),
  ADD CONSTRAINT permanence_local_date_is_its_start CHECK (local_date = (starts_at AT TIME ZONE time_zone)::date),
  ADD CONSTRAINT permanence_status CHECK (status IN ('scheduled', 'open', 'closed', 'cancelled')),
  ADD CONSTRAINT permanence_numbers CHECK (numbers IN ('not-yet', 'given', 'stopped')),
  ADD CONSTRAINT permanence_lanes CHECK (desks BETWEEN 1 AND 20 AND bookable_lanes BETWEEN 0 AND desks),
  ADD CONSTRAINT permanence_open_is_confirmed CHECK (status <> 'open' OR opened_at IS NOT NULL),
  ADD CONSTRAINT permanence_closed_says_how CHECK (status <> 'closed' OR (closed_at IS NOT NULL AND outcome IS NOT NULL)),
  ADD CONSTRAINT permanence_outcome CHECK (outcome IN ('held', 'held-with-nobody', 'not-held', 'not-recorded')),
  ADD CONSTRAINT permanence_counters CHECK (next_number >= 1 AND calls >= 0 AND version >= 0 AND sequence >= 0);
ALTER TABLE assignment
  ADD CONSTRAINT assignment_span CHECK (starts_at < ends_at),
  ADD CONSTRAINT assignment_desk CHECK (desk BETWEEN 1 AND 20),
  ADD CONSTRAINT assignment_no_overlap EXCLUDE USING gist (conseiller_id WITH =, tstzrange(starts_at, ends_at, '[)') WITH &&),
  ADD CONSTRAINT assignment_desk_no_overlap EXCLUDE USING gist (permanence_id WITH =, desk WITH =, tstzrange(starts_at, ends_at, '[)') WITH &&);
ALTER TABLE workshop
  ADD CONSTRAINT workshop_span CHECK (starts_at < ends_at),
  ADD CONSTRAINT workshop_capacity CHECK (capacity BETWEEN 1 AND 200),
  ADD CONSTRAINT workshop_level CHECK (level IN ('debutant', 'intermediaire', 'avance')),
  ADD CONSTRAINT workshop_status CHECK (status IN ('scheduled', 'held', 'cancelled'));
ALTER TABLE workshop_place
  ADD CONSTRAINT workshop_place_state CHECK (state IN ('booked', 'cancelled-by-resident', 'cancelled-by-service', 'attended', 'no-show'));

-- booking
ALTER TABLE appointment
  ADD CONSTRAINT appointment_span CHECK (starts_at < ends_at AND ends_at <= starts_at + interval '90 minutes'),
  ADD CONSTRAINT appointment_state CHECK (state IN ('booked', 'cancelled-by-resident', 'cancelled-by-service')),
  ADD CONSTRAINT appointment_origin CHECK (origin IN ('online', 'reception', 'phone', 'referrer')),
  ADD CONSTRAINT appointment_lane_or_overbooked CHECK (CASE WHEN overbooked THEN lane IS NULL AND overbook_reason IS NOT NULL ELSE lane IS NOT NULL AND lane BETWEEN 1 AND 20 END),
  ADD CONSTRAINT appointment_topics CHECK (topic_keys IS NOT NULL AND cardinality(topic_keys) BETWEEN 1 AND 3),
  ADD CONSTRAINT appointment_code CHECK (code ~ '^[2-9A-HJ-NP-Z]{6}$'),
  ADD CONSTRAINT appointment_erased_is_nobody CHECK (contact_erased_at IS NULL OR (name IS NULL AND phone IS NULL AND email IS NULL)),
  ADD CONSTRAINT appointment_no_overlap EXCLUDE USING gist (permanence_id WITH =, lane WITH =, tstzrange(starts_at, ends_at, '[)') WITH &&)
    WHERE (state = 'booked' AND NOT overbooked),
  ADD CONSTRAINT appointment_conseiller_no_overlap EXCLUDE USING gist (wanted_conseiller_id WITH =, tstzrange(starts_at, ends_at, '[)') WITH &&)
    WHERE (state = 'booked' AND NOT overbooked AND wanted_conseiller_id IS NOT NULL);
-- A code is good at one place. It is erased with the contact, so old ones free it.
CREATE UNIQUE INDEX appointment_code_unique ON appointment (place_id, code) WHERE state = 'booked' AND code IS NOT NULL;

-- queue
ALTER TABLE desk
  ADD CONSTRAINT desk_number CHECK (number BETWEEN 1 AND 20),
  ADD CONSTRAINT desk_state CHECK (state IN ('present', 'break', 'left'));
-- A person sits at one desk at a time in a half-day.
CREATE UNIQUE INDEX desk_one_per_conseiller ON desk (permanence_id, conseiller_id) WHERE state <> 'left' AND conseiller_id IS NOT NULL;
ALTER TABLE visit
  ADD CONSTRAINT visit_number CHECK (number >= 1),
  ADD CONSTRAINT visit_number_unique UNIQUE (permanence_id, number),
  ADD CONSTRAINT visit_state CHECK (state IN ('waiting', 'called', 'absent', 'serving', 'paused', 'done', 'left', 'redirected', 'unserved')),
  -- A state is a shape: a called visit has a desk, a waiting one cannot.
  ADD CONSTRAINT visit_waiting_has_no_desk CHECK (state NOT IN ('waiting', 'absent') OR (desk IS NULL AND called_at IS NULL AND conseiller_id IS NULL AND started_at IS NULL AND ended_at IS NULL)),
  ADD CONSTRAINT visit_called_has_a_desk CHECK (state <> 'called' OR (desk IS NOT NULL AND called_at IS NOT NULL AND started_at IS NULL AND ended_at IS NULL)),
  ADD CONSTRAINT visit_serving_has_a_start CHECK (state NOT IN ('serving', 'paused') OR (desk IS NOT NULL AND called_at IS NOT NULL AND started_at IS NOT NULL AND ended_at IS NULL)),
  ADD CONSTRAINT visit_done_has_an_end CHECK (state <> 'done' OR (desk IS NOT NULL AND called_at IS NOT NULL AND started_at IS NOT NULL AND ended_at IS NOT NULL)),
  ADD CONSTRAINT visit_ended_has_an_end CHECK (state NOT IN ('left', 'redirected', 'unserved') OR ended_at IS NOT NULL),
  ADD CONSTRAINT visit_absent_remembers CHECK (state <> 'absent' OR missed_at_call IS NOT NULL),
  ADD CONSTRAINT visit_left_says_why CHECK ((state = 'left') = (left_why IS NOT NULL)),
  ADD CONSTRAINT visit_left_why CHECK (left_why IN ('resident', 'staff', 'missed-calls', 'given-by-mistake')),
  ADD CONSTRAINT visit_counts CHECK (missed_calls BETWEEN 0 AND 3 AND away_times BETWEEN 0 AND 2),
  -- What was erased the night after stays erased (DESIGN, Personal data).
  ADD CONSTRAINT visit_erased_is_nobody CHECK (identity_erased_at IS NULL OR (name IS NULL AND phone IS NULL));
CREATE UNIQUE INDEX visit_one_per_desk ON visit (permanence_id, desk) WHERE state IN ('called', 'serving');
CREATE UNIQUE INDEX visit_one_per_conseiller ON visit (conseiller_id) WHERE state IN ('called', 'serving');
CREATE INDEX visit_live ON visit (permanence_id) WHERE state IN ('waiting', 'called', 'absent', 'serving', 'paused');

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is only added to', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_TABLE_NAME || '_append_only';
END $$;
CREATE TRIGGER queue_event_append_only BEFORE UPDATE OR DELETE ON queue_event FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- The order key cannot be edited (queue.md, invariant 5).
CREATE FUNCTION refuse_new_order_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'joined_at, number and permanence are given once' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'visit_order_key_immutable';
END $$;
CREATE TRIGGER visit_order_key_immutable BEFORE UPDATE ON visit FOR EACH ROW
  WHEN (OLD.joined_at <> NEW.joined_at OR OLD.number <> NEW.number OR OLD.permanence_id <> NEW.permanence_id) EXECUTE FUNCTION refuse_new_order_key();

ALTER TABLE queue_event ADD CONSTRAINT queue_event_device CHECK (device <> '');
ALTER TABLE queue_command ADD CONSTRAINT queue_command_outcome CHECK (outcome IN ('applied', 'refused') AND (outcome = 'refused') = (refusal IS NOT NULL));
ALTER TABLE number_lease ADD CONSTRAINT number_lease_span CHECK (1 <= first_number AND first_number <= last_number AND last_number < first_number + 5);
ALTER TABLE number_lease ADD CONSTRAINT number_lease_no_overlap EXCLUDE USING gist (permanence_id WITH =, int4range(first_number, last_number, '[]') WITH &&);
ALTER TABLE activity_report ADD CONSTRAINT activity_report_minutes CHECK (minutes BETWEEN 0 AND 1439);

-- calendar
ALTER TABLE calendar_share ADD CONSTRAINT calendar_share_level CHECK (level IN ('free-busy', 'counts', 'operational'));
ALTER TABLE instance_clock ADD CONSTRAINT instance_clock_single CHECK (id = 1);
