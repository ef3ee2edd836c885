-- The module booking: appointments and held hours, who booked, offers of another hour, structures that refer people.

-- A structure that books for people by an address of its own.
CREATE TABLE referrer (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL REFERENCES organisation ON UPDATE CASCADE ON DELETE RESTRICT,
  name text NOT NULL,
  phone text,  -- By which it is told of people without a contact of their own; both go when it is revoked.
  email text,
  most smallint NOT NULL,  -- Appointments to come that it may hold.
  generation integer NOT NULL DEFAULT 1,  -- Part of its secret address: raised to make the former one invalid.
  created_at timestamptz(3) NOT NULL,
  revoked_at timestamptz(3),
  -- A structure can be reached until it is revoked; then nothing of it is kept.
  CONSTRAINT referrer_is_reached CHECK ((revoked_at IS NULL) = (num_nonnulls(phone, email) > 0)),
  -- A structure may hold 1 to 200 appointments to come.
  CONSTRAINT referrer_most CHECK (most BETWEEN 1 AND 200),
  -- A structure has a name of 120 characters at most.
  CONSTRAINT referrer_name CHECK (length(name) BETWEEN 1 AND 120)
);
-- An appointment refers to a structure together with its organisation.
CREATE UNIQUE INDEX referrer_id_organisation_id_key ON referrer (id, organisation_id);
-- The structures of an organisation (lib/server/booking/referrers/manage-referrers.ts).
CREATE INDEX referrer_organisation_id_idx ON referrer (organisation_id);

-- A booked slot, or an hour that is held for somebody. The person has a visit, and a number, only from their arrival
-- on.
CREATE TABLE appointment (
  id uuid PRIMARY KEY,
  permanence_id uuid NOT NULL REFERENCES permanence ON UPDATE CASCADE ON DELETE RESTRICT,
  place_id uuid NOT NULL REFERENCES place ON UPDATE CASCADE ON DELETE RESTRICT,
  starts_at timestamptz(3) NOT NULL,
  ends_at timestamptz(3) NOT NULL,
  state text NOT NULL DEFAULT 'booked',
  lane integer,  -- Empty beside the lanes (docs/booking.md#lanes).
  overbooked boolean NOT NULL DEFAULT false,  -- Beside the lanes.
  overbook_reason text,  -- Empty, or `fewer-lanes`; what the team wrote is in appointment_contact.
  -- When it was booked or last moved: whoever had a number before is served before (docs/line.md#order-of-the-line).
  booked_at timestamptz(3) NOT NULL,
  created_at timestamptz(3) NOT NULL,
  topic_keys text[] NOT NULL,
  origin text NOT NULL DEFAULT 'online',  -- By whom: the person, the reception, the telephone, a structure.
  code text,  -- By which its person is found at the place (docs/booking.md#codes).
  generation integer NOT NULL DEFAULT 1,  -- Part of its link: raised to make the former one invalid.
  wanted_conseiller_id uuid REFERENCES user_account ON UPDATE CASCADE ON DELETE SET NULL,
  language text,
  on_behalf_of boolean NOT NULL DEFAULT false,
  expected_at timestamptz(3),  -- When the person expects to arrive, if they announced that they are late.
  -- Ids of the calls, not undone, that passed this turn while the person was absent: one of the two conditions of being
  -- late (docs/line.md#late-appointments).
  passed_by uuid[] DEFAULT '{}',
  contact_erased_at timestamptz(3),  -- When its code was erased, and the reason with it.
  organisation_id uuid NOT NULL,  -- That of the half-day (docs/decisions/organisations.md).
  held_until timestamptz(3),  -- Of a held hour.
  cancelled_at timestamptz(3),
  to_fetch boolean NOT NULL DEFAULT false,  -- At their turn somebody of the team goes to the person. Why is not kept.
  moved_from timestamptz(3),  -- The hour before its last move, said on its page.
  -- Contact and link are those of whoever booked for somebody else: they are told the hour, never whether the person
  -- came.
  by_helper boolean NOT NULL DEFAULT false,
  referrer_id uuid,  -- The structure that booked it.
  party_id uuid,  -- Appointments that were booked in a row, and which of them this one is.
  party_rank smallint,
  -- A helper booked for somebody else.
  CONSTRAINT appointment_by_helper CHECK (NOT by_helper OR on_behalf_of),
  -- A cancelled appointment says when, and no other does.
  CONSTRAINT appointment_cancelled_when CHECK ((state IN ('cancelled-by-resident', 'cancelled-by-service')) = (cancelled_at IS NOT NULL)),
  -- A code has six letters and digits that are not taken for one another.
  CONSTRAINT appointment_code CHECK (code ~ '^[2-9A-HJ-NP-Z]{6}$'),
  -- A conseiller is wanted once at one hour (docs/decisions/bookings.md), also by whoever stands beside the lanes: else
  -- a lane
  -- that comes back would promise them twice.
  CONSTRAINT appointment_conseiller_no_overlap EXCLUDE USING gist (wanted_conseiller_id WITH =, tstzrange(starts_at, ends_at, '[)') WITH &&)
      WHERE (state IN ('booked', 'held') AND wanted_conseiller_id IS NOT NULL),
  -- Once its contact was erased, no code finds the appointment, and no reason is left.
  CONSTRAINT appointment_erased_is_nobody CHECK (contact_erased_at IS NULL OR (code IS NULL AND coalesce(overbook_reason, '') = '')),
  -- A held hour says until when, and has no code; nothing else says until when.
  CONSTRAINT appointment_held_until CHECK ((state = 'held') = (held_until IS NOT NULL)),
  CONSTRAINT appointment_held_is_nobody CHECK (state <> 'held' OR code IS NULL),
  -- What the team wrote about a person stands apart (docs/decisions/identity-and-erasing.md): here is a word at most.
  CONSTRAINT appointment_is_nobody CHECK (coalesce(overbook_reason, '') IN ('', 'fewer-lanes')),
  -- An appointment stands in a lane, or beside the lanes with a reason.
  CONSTRAINT appointment_lane_or_overbooked CHECK (CASE WHEN overbooked THEN lane IS NULL AND overbook_reason IS NOT NULL ELSE lane IS NOT NULL AND lane BETWEEN 1 AND 20 END),
  -- A lane has one appointment or held hour at a time.
  CONSTRAINT appointment_no_overlap EXCLUDE USING gist (permanence_id WITH =, lane WITH =, tstzrange(starts_at, ends_at, '[)') WITH &&)
      WHERE (state IN ('booked', 'held') AND NOT overbooked),
  -- It was booked on the pages, at the reception, by telephone or by a structure.
  CONSTRAINT appointment_origin CHECK (origin IN ('online', 'reception', 'phone', 'referrer')),
  -- Of appointments in a row each has its rank.
  CONSTRAINT appointment_party CHECK ((party_id IS NULL AND party_rank IS NULL) OR (party_id IS NOT NULL AND party_rank IS NOT NULL AND party_rank >= 0)),
  -- A structure books for somebody else, and always in a row.
  CONSTRAINT appointment_referred CHECK (referrer_id IS NULL OR (origin = 'referrer' AND on_behalf_of AND party_id IS NOT NULL)),
  -- An appointment lasts 90 minutes at most.
  CONSTRAINT appointment_span CHECK (starts_at < ends_at AND ends_at <= starts_at + interval '90 minutes'),
  -- What follows from the line, such as `late` or `no-show`, is derived and never stored.
  CONSTRAINT appointment_state CHECK (state IN ('booked', 'held', 'cancelled-by-resident', 'cancelled-by-service')),
  -- One comes for one to three topics.
  CONSTRAINT appointment_topics CHECK (cardinality(topic_keys) BETWEEN 1 AND 3),
  -- An appointment is of the organisation of its half-day and of the structure that booked it.
  CONSTRAINT appointment_of_its_organisation FOREIGN KEY (permanence_id, organisation_id) REFERENCES permanence(id, organisation_id) ON UPDATE CASCADE,
  CONSTRAINT appointment_of_its_referrer FOREIGN KEY (referrer_id, organisation_id) REFERENCES referrer(id, organisation_id) ON UPDATE CASCADE
) WITH (autovacuum_vacuum_scale_factor=0.01, autovacuum_vacuum_threshold=1000);
-- The team looks for a code at all its places; it is erased 30 days after the appointment, so that few have one.
CREATE INDEX appointment_by_code ON appointment (code) WHERE code IS NOT NULL;
-- Erasing: contacts and codes, 30 days after an appointment was cancelled.
CREATE INDEX appointment_cancelled_with_contact ON appointment (cancelled_at) WHERE cancelled_at IS NOT NULL AND contact_erased_at IS NULL;
-- A code finds one booked appointment of a place. It is erased with the contact, and is free again.
CREATE UNIQUE INDEX appointment_code_unique ON appointment (place_id, code) WHERE state = 'booked' AND code IS NOT NULL;
-- The held hours that expire first; all of them are few (lib/server/booking/appointment-rows.ts).
CREATE INDEX appointment_held ON appointment (held_until) WHERE state = 'held';
-- A visit refers to its appointment together with the half-day of both.
CREATE UNIQUE INDEX appointment_id_permanence_id_key ON appointment (id, permanence_id);
-- Erasing: codes, 30 days after the appointment.
CREATE INDEX appointment_not_erased ON appointment (ends_at) WHERE contact_erased_at IS NULL;
-- A form that is sent twice books nobody twice.
CREATE UNIQUE INDEX appointment_party_place ON appointment (party_id, party_rank) WHERE party_id IS NOT NULL;
-- The appointments of a half-day.
CREATE INDEX appointment_permanence_id_idx ON appointment(permanence_id);
-- What a structure holds is counted at each booking, and listed on its page and for the coordinator.
CREATE INDEX appointment_referrer_id_starts_at_idx ON appointment (referrer_id, starts_at) WHERE referrer_id IS NOT NULL;
-- The first page of a coordinator lists whom to call: of half-days to come, people whose hours the service cancelled,
-- and hours held for somebody else.
CREATE INDEX appointment_to_tell ON appointment (organisation_id, starts_at) WHERE state IN ('held', 'cancelled-by-service');

-- An hour that the service offers to somebody whose hour it cannot keep (docs/booking.md#offers). It names nobody.
CREATE TABLE appointment_offer (
  id uuid PRIMARY KEY,
  appointment_id uuid NOT NULL REFERENCES appointment ON UPDATE CASCADE ON DELETE RESTRICT,
  permanence_id uuid NOT NULL,  -- Of the hour that is offered, as all until `ends_at`.
  organisation_id uuid NOT NULL,
  starts_at timestamptz(3) NOT NULL,
  ends_at timestamptz(3) NOT NULL,
  -- The held row that keeps the hour; empty once it has gone.
  hold_id uuid REFERENCES appointment ON UPDATE CASCADE ON DELETE SET NULL,
  until timestamptz(3) NOT NULL,
  created_at timestamptz(3) NOT NULL,
  answer text,  -- `withdrawn`: the service or another act of the person ended it.
  answered_at timestamptz(3),
  -- An offer is answered once, at a moment, and holds no hour from then on.
  CONSTRAINT appointment_offer_answer CHECK (answer IN ('yes', 'no', 'withdrawn')),
  CONSTRAINT appointment_offer_answered_when CHECK ((answer IS NULL) = (answered_at IS NULL)),
  CONSTRAINT appointment_offer_answered_holds_nothing CHECK (answer IS NULL OR hold_id IS NULL),
  -- The hour is kept by a row of its own, not by the appointment itself.
  CONSTRAINT appointment_offer_holds_another_row CHECK (hold_id <> appointment_id),
  -- An offered hour ends after it begins, and is kept until it begins at most.
  CONSTRAINT appointment_offer_span CHECK (starts_at < ends_at),
  CONSTRAINT appointment_offer_until CHECK (created_at < until AND until <= starts_at),
  -- An offer is of the organisation of the half-day of its hour.
  CONSTRAINT appointment_offer_of_its_organisation FOREIGN KEY (permanence_id, organisation_id) REFERENCES permanence(id, organisation_id) ON UPDATE CASCADE ON DELETE RESTRICT
);
-- The offers of an appointment.
CREATE INDEX appointment_offer_appointment_id_idx ON appointment_offer (appointment_id);
-- Erasing: offers, 30 days after their hour.
CREATE INDEX appointment_offer_ends_at_idx ON appointment_offer (ends_at);
-- A held hour is that of one offer, which is found by it.
CREATE UNIQUE INDEX appointment_offer_hold_id_key ON appointment_offer (hold_id);
-- An appointment has one unanswered offer.
CREATE UNIQUE INDEX appointment_offer_one_unanswered ON appointment_offer (appointment_id) WHERE answer IS NULL;

-- Who booked, apart from the appointment and without a foreign key, so that a month is dropped alone
-- (docs/decisions/identity-and-erasing.md). Divided into months by `day`.
CREATE TABLE appointment_contact (
  day date,  -- The day of `ends_at` in UTC.
  appointment_id uuid,
  ends_at timestamptz(3) NOT NULL,  -- As in the appointment; a trigger keeps it so.
  name text,
  phone text,
  email text,
  overbook_reason text,  -- What the team wrote about why it stands beside the lanes.
  prefers_call boolean NOT NULL DEFAULT false,  -- « Je préfère un appel »: no reason is asked.
  refuses_sms boolean NOT NULL DEFAULT false,  -- They stopped the messages to this telephone, or to this e-mail.
  refuses_mail boolean NOT NULL DEFAULT false,
  PRIMARY KEY (day, appointment_id),
  -- The month of a contact follows from the end of its appointment.
  CONSTRAINT appointment_contact_day CHECK (day = (ends_at AT TIME ZONE 'UTC')::date),
  -- Who left nothing has no row.
  CONSTRAINT appointment_contact_is_somebody CHECK (num_nonnulls(name, phone, email, overbook_reason) > 0)
) PARTITION BY RANGE (day);
-- ANALYZE keeps no values of these columns in the catalogue, where they would outlive the row.
ALTER TABLE appointment_contact ALTER COLUMN name SET STATISTICS 0;
ALTER TABLE appointment_contact ALTER COLUMN phone SET STATISTICS 0;
ALTER TABLE appointment_contact ALTER COLUMN email SET STATISTICS 0;
ALTER TABLE appointment_contact ALTER COLUMN overbook_reason SET STATISTICS 0;
-- The appointments to come of an e-mail, to count them at a booking and to find them again
-- (lib/server/booking/find-again.ts).
CREATE INDEX appointment_contact_email ON appointment_contact (lower(email), ends_at);
-- Erasing: contacts, 30 days after the appointment.
CREATE INDEX appointment_contact_ends_at_idx ON appointment_contact (ends_at);
-- The appointments to come of a telephone, as by e-mail.
CREATE INDEX appointment_contact_phone_ends_at_idx ON appointment_contact (phone, ends_at);

-- Keys of tables of earlier files: a message keeps its appointment, and what was told of it goes with it.
ALTER TABLE outbox ADD CONSTRAINT outbox_appointment_id_fkey FOREIGN KEY (appointment_id) REFERENCES appointment(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE told ADD CONSTRAINT told_appointment_id_fkey FOREIGN KEY (appointment_id) REFERENCES appointment(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE to_tell ADD CONSTRAINT to_tell_appointment_id_fkey FOREIGN KEY (appointment_id) REFERENCES appointment(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE short_link ADD CONSTRAINT short_link_appointment_id_fkey FOREIGN KEY (appointment_id) REFERENCES appointment(id) ON UPDATE CASCADE ON DELETE CASCADE;

-- Notes an appointment that was made, moved or cancelled: its person may have to be told. A CHECK cannot write to
-- another table.
CREATE FUNCTION note_appointment_to_tell() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO to_tell (appointment_id) VALUES (NEW.id) ON CONFLICT (appointment_id) DO UPDATE SET change = EXCLUDED.change;
  RETURN NULL;
END $$;
-- A held hour is told to nobody.
CREATE TRIGGER appointment_changed_is_told AFTER UPDATE OF state, starts_at, place_id ON appointment FOR EACH ROW
  WHEN (NEW.state <> 'held' AND (OLD.state, OLD.starts_at, OLD.place_id) IS DISTINCT FROM (NEW.state, NEW.starts_at, NEW.place_id)) EXECUTE FUNCTION note_appointment_to_tell();

-- The contact moves with an appointment that gets another hour: no key leads from one to the other.
CREATE FUNCTION appointment_contact_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE appointment_contact SET day = (NEW.ends_at AT TIME ZONE 'UTC')::date, ends_at = NEW.ends_at
    WHERE day = (OLD.ends_at AT TIME ZONE 'UTC')::date AND appointment_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER appointment_contact_moves AFTER UPDATE OF ends_at ON appointment FOR EACH ROW
  WHEN (OLD.ends_at <> NEW.ends_at) EXECUTE FUNCTION appointment_contact_moves();

-- The same of a new appointment.
CREATE TRIGGER appointment_made_is_told AFTER INSERT ON appointment FOR EACH ROW
  WHEN (NEW.state <> 'held') EXECUTE FUNCTION note_appointment_to_tell();

-- Notes the appointment of an offer that was made, answered or that lost its hour.
CREATE FUNCTION note_offer_to_tell() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO to_tell (appointment_id) VALUES (NEW.appointment_id) ON CONFLICT (appointment_id) DO UPDATE SET change = EXCLUDED.change;
  RETURN NULL;
END $$;
-- An offer is told when it is made, answered, or when its hour is not kept any more.
CREATE TRIGGER offer_changed_is_told AFTER UPDATE OF answer, hold_id ON appointment_offer FOR EACH ROW
  WHEN ((OLD.answer, OLD.hold_id) IS DISTINCT FROM (NEW.answer, NEW.hold_id)) EXECUTE FUNCTION note_offer_to_tell();
CREATE TRIGGER offer_made_is_told AFTER INSERT ON appointment_offer FOR EACH ROW EXECUTE FUNCTION note_offer_to_tell();
