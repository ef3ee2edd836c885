-- The module outbox: messages to be sent, and what each person, colleague, partner and contact on site knows of what
-- changed (docs/messages.md).

-- A message to be sent: which, why, about whom and when. Name, contact and words are looked up at sending.
CREATE TABLE outbox (
  id uuid PRIMARY KEY,
  organisation_id uuid REFERENCES organisation ON UPDATE CASCADE ON DELETE RESTRICT,  -- None of a sign-in code.
  kind text NOT NULL,  -- Which message: docs/messages.md#kinds.
  cause_kind text NOT NULL,  -- What made it necessary, and its id.
  cause_id uuid NOT NULL,
  appointment_id uuid,
  visit_id uuid,
  account_id uuid REFERENCES user_account ON UPDATE CASCADE ON DELETE RESTRICT,
  dedupe_key text NOT NULL,  -- A message with this key is put in once.
  due_at timestamptz(3) NOT NULL,  -- When it is to be sent, or tried again.
  attempts integer NOT NULL DEFAULT 0,  -- How often a process took it, to send it or to ask about a lost try.
  created_at timestamptz(3) NOT NULL,
  sent_at timestamptz(3),
  given_up_at timestamptz(3),
  cancelled_at timestamptz(3),
  held_at timestamptz(3),  -- Not sent while it is set: it came with a restored backup, and may have been sent before.
  channel text,  -- As it was decided when it was put in.
  place_id uuid,  -- What it tells of an appointment: place, hour and offer. SMS are counted by the place.
  hour timestamptz(3),
  offer_id uuid,
  doubles integer NOT NULL DEFAULT 0,  -- Tries made without knowing whether the one before was sent.
  lost_at timestamptz(3),  -- Since when nobody knows whether the last try was sent: the gateway is asked.
  gateway text,  -- Which gateway took it, and its own id of it.
  gateway_id text,
  segments smallint,  -- Parts of an SMS, by which it is paid.
  result text,  -- What its receipt said.
  given_up_why text,
  tries integer NOT NULL DEFAULT 0,  -- How often it was handed to a gateway.
  receipt_asks smallint NOT NULL DEFAULT 0,  -- How often the gateway was asked what became of it.
  settled_at timestamptz(3),  -- When somebody noted that its person was told otherwise.
  share_id uuid,
  contact_id uuid,
  invitation_id uuid,
  organisation_invitation_id uuid REFERENCES organisation_invitation ON UPDATE CASCADE ON DELETE CASCADE,
  -- A message is about one row, which says to whom it goes.
  CONSTRAINT outbox_about_one CHECK (num_nonnulls(appointment_id, visit_id, account_id, share_id, contact_id, invitation_id, organisation_invitation_id) = 1),
  -- Only a message that a process took can be sent or given up, and it was tried no more often than taken.
  CONSTRAINT outbox_attempts CHECK (attempts >= 0 AND (attempts > 0 OR num_nonnulls(sent_at, given_up_at) = 0)),
  CONSTRAINT outbox_tries CHECK (tries BETWEEN 0 AND attempts),
  -- Kind, cause and gateway are words in small letters, so that no name or telephone fits.
  CONSTRAINT outbox_cause_kind CHECK (cause_kind ~ '^[a-z]+(-[a-z]+)*$' AND length(cause_kind) <= 40),
  CONSTRAINT outbox_kind CHECK (kind ~ '^[a-z]+(-[a-z]+)*$' AND length(kind) <= 40),
  CONSTRAINT outbox_gateway CHECK (gateway ~ '^[a-z]+$' AND length(gateway) <= 20),
  -- A message leaves as SMS or mail.
  CONSTRAINT outbox_channel CHECK (channel IN ('sms', 'mail')),
  -- Words, ids and small numbers, so that no telephone fits.
  CONSTRAINT outbox_dedupe_key CHECK (length(dedupe_key) <= 200 AND dedupe_key ~ '^[a-z]+(-[a-z]+)*(:([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9]{1,6}|[a-z]+(-[a-z]+)*))+$'),
  -- At most one try is made without knowing whether the one before was sent.
  CONSTRAINT outbox_doubles CHECK (doubles BETWEEN 0 AND 1),
  -- The id that a gateway gave has no space and no @, so that no text or address fits.
  CONSTRAINT outbox_gateway_id CHECK (length(gateway_id) <= 200 AND gateway_id !~ '[\s@]'),
  -- Only a message that was given up says why; `over-the-cap`: the SMS of the month were used up.
  CONSTRAINT outbox_given_up_why CHECK (given_up_why IS NULL OR (given_up_at IS NOT NULL AND given_up_why IN ('too-often', 'too-late', 'refused', 'unknown', 'over-the-cap'))),
  -- Every message is one of an organisation, but a sign-in code, which belongs to an account.
  CONSTRAINT outbox_of_an_organisation CHECK (organisation_id IS NOT NULL OR kind = 'sign-in-code'),
  -- A gateway is asked seven times at most what became of a message.
  CONSTRAINT outbox_receipt_asks CHECK (receipt_asks BETWEEN 0 AND 7),
  -- A receipt is one of these words; `unreachable`: a delivery may still follow, `opted-out`: the person stopped SMS.
  CONSTRAINT outbox_result CHECK (result IN ('delivered', 'expired', 'bad-recipient', 'opted-out', 'text-refused', 'unreachable', 'other')),
  -- An SMS has ten parts at most.
  CONSTRAINT outbox_segments CHECK (segments BETWEEN 1 AND 10),
  -- A message is sent or given up, never both.
  CONSTRAINT outbox_sent_or_given_up CHECK (num_nonnulls(sent_at, given_up_at) <= 1),
  -- Only a message that was given up is noted as settled.
  CONSTRAINT outbox_settled CHECK (settled_at IS NULL OR given_up_at IS NOT NULL),
  -- The mail of an invitation is one of the organisation that invites, and goes with it.
  CONSTRAINT outbox_of_its_invitation FOREIGN KEY (invitation_id, organisation_id) REFERENCES invitation(id, organisation_id) ON UPDATE CASCADE ON DELETE CASCADE
);
-- The messages of an appointment. A hold that ends is deleted, and Postgres then asks whether a message refers to it,
-- sent or not (docs/decisions/bookings.md).
CREATE INDEX outbox_appointment_id_idx ON outbox (appointment_id) WHERE appointment_id IS NOT NULL;
-- Coordination is shown the messages to contacts on site that were given up.
CREATE INDEX outbox_contact_never_left ON outbox (organisation_id, given_up_at) WHERE given_up_at IS NOT NULL AND contact_id IS NOT NULL AND settled_at IS NULL;
-- A message is put in once, however often what causes it is repeated.
CREATE UNIQUE INDEX outbox_dedupe_key_key ON outbox (dedupe_key);
-- A receipt names its message by the id that the gateway gave.
CREATE INDEX outbox_gateway_id_idx ON outbox (gateway_id, gateway) WHERE gateway_id IS NOT NULL;
-- Whether a later message to somebody of the team has left, for the list of those that never did.
CREATE INDEX outbox_left_to_account ON outbox (account_id, sent_at) WHERE account_id IS NOT NULL AND sent_at IS NOT NULL;
-- Coordination is shown the messages to the team that were given up.
CREATE INDEX outbox_never_left ON outbox (organisation_id, given_up_at) WHERE given_up_at IS NOT NULL AND account_id IS NOT NULL AND settled_at IS NULL;
-- What waits for somebody of the team, when their planning changes again (lib/server/message/staff/tell-staff.ts).
CREATE INDEX outbox_of_account ON outbox (account_id) WHERE account_id IS NOT NULL AND sent_at IS NULL;
-- What waits for a contact on site (lib/server/message/door/tell-doors.ts).
CREATE INDEX outbox_of_contact ON outbox (contact_id) WHERE contact_id IS NOT NULL;
-- Whoever asked for help sees to whom a mail has left.
CREATE INDEX outbox_of_help_call ON outbox (cause_id) WHERE cause_kind = 'help-call';
-- The page of people shows what became of the mail of an open invitation.
CREATE INDEX outbox_of_invitation ON outbox (invitation_id) WHERE invitation_id IS NOT NULL;
-- The host is shown the same of the invitation of an organisation.
CREATE INDEX outbox_of_organisation_invitation ON outbox (organisation_invitation_id) WHERE organisation_invitation_id IS NOT NULL;
-- What waits for a partner (lib/server/calendar/tell-partners.ts).
CREATE INDEX outbox_of_share ON outbox (share_id) WHERE share_id IS NOT NULL;
-- How many SMS a place has sent in a month (lib/server/message/sms-of-month.ts).
CREATE INDEX outbox_sms_of_place ON outbox (place_id, sent_at) WHERE channel = 'sms' AND sent_at IS NOT NULL;
-- What is due to be sent, the longest due first (lib/server/outbox/outbox.ts).
CREATE INDEX outbox_unsent ON outbox (due_at) WHERE sent_at IS NULL AND given_up_at IS NULL AND cancelled_at IS NULL;
-- The messages of a number: how often it was told, and whether the last one arrived (lib/server/queue/tell-numbers.ts).
CREATE INDEX outbox_visit_id_idx ON outbox (visit_id) WHERE visit_id IS NOT NULL;
-- Erasing: messages with a sign-in code, a day later, since they tell who signed in when.
CREATE INDEX outbox_with_code ON outbox (created_at) WHERE kind = 'sign-in-code';
-- The gateway is asked about SMS without a receipt, and about those that a delivery may still follow.
CREATE INDEX outbox_without_receipt ON outbox (sent_at) WHERE gateway_id IS NOT NULL AND (result IS NULL OR result = 'unreachable');

-- What the person of an appointment knows, as far as we told them or they did it themselves
-- (docs/messages.md#the-truth-last).
CREATE TABLE told (
  appointment_id uuid PRIMARY KEY,
  known text NOT NULL,
  hour timestamptz(3) NOT NULL,
  place_id uuid NOT NULL,
  offer_id uuid,
  way text NOT NULL,  -- `self`: by their own act, or while they spoke to the team.
  told_at timestamptz(3) NOT NULL,
  was_known text,  -- What they knew before, and how.
  was_hour timestamptz(3),
  was_offer_id uuid,
  was_way text,
  -- A person knows of a booked hour, a cancelled one, or an hour that is offered.
  CONSTRAINT told_known CHECK (known IN ('booked', 'cancelled', 'offered')),
  CONSTRAINT told_was_known CHECK (was_known IN ('booked', 'cancelled', 'offered')),
  -- Who was told of an offer knows which one, now or before.
  CONSTRAINT told_offer CHECK ((known = 'offered') = (offer_id IS NOT NULL)),
  CONSTRAINT told_was_offer CHECK ((coalesce(was_known, '') = 'offered') = (was_offer_id IS NOT NULL)),
  -- They know it by a message, a call, a word on site, or themselves.
  CONSTRAINT told_way CHECK (way IN ('sms', 'mail', 'call', 'on-site', 'self')),
  CONSTRAINT told_was_way CHECK (was_way IN ('sms', 'mail', 'call', 'on-site', 'self')),
  -- What they knew before is kept whole or not at all.
  CONSTRAINT told_was_whole CHECK (num_nonnulls(was_known, was_hour, was_way) IN (0, 3))
);
-- Erasing: what was told, 30 days after its hour.
CREATE INDEX told_hour_idx ON told (hour);
-- The list of whom to call looks for people who were told of no appointment or another hour, once theirs is held after
-- all.
CREATE INDEX told_otherwise ON told (hour) WHERE known <> 'booked';

-- Appointments of which something changed that their person may have to be told. Triggers write it; sending compares.
CREATE TABLE to_tell (
  appointment_id uuid PRIMARY KEY,
  -- The transaction of the last change: one that comes meanwhile is not forgotten.
  change xid8 NOT NULL DEFAULT pg_current_xact_id()
);

-- The address /r/ and twelve letters or digits of a message; hashed.
CREATE TABLE short_link (
  hash bytea PRIMARY KEY,
  appointment_id uuid,
  visit_id uuid,
  expires_at timestamptz(3) NOT NULL,
  account_id uuid REFERENCES user_account ON UPDATE CASCADE ON DELETE CASCADE,  -- To one's own planning.
  place_id uuid,  -- To the notice for its door.
  -- An address in a message opens one thing.
  CONSTRAINT short_link_about_one CHECK (num_nonnulls(appointment_id, visit_id, account_id, place_id) = 1),
  -- The address itself is not kept, only its hash of 32 bytes.
  CONSTRAINT short_link_hash CHECK (length(hash) = 32)
);
-- The addresses of an account go with it.
CREATE INDEX short_link_account_id_idx ON short_link (account_id);
-- The addresses of an appointment go with it: a hold that ends is deleted.
CREATE INDEX short_link_appointment_id_idx ON short_link (appointment_id);
-- Erasing: addresses, once they have expired.
CREATE INDEX short_link_expires_at_idx ON short_link (expires_at);
-- A place that is deleted takes its addresses along.
CREATE INDEX short_link_place_id_idx ON short_link (place_id);
-- The addresses of a visit go with it.
CREATE INDEX short_link_visit_id_idx ON short_link (visit_id);

-- What somebody who is planned knows of a half-day, and what they answered; triggers write it as acts change who is
-- planned.
CREATE TABLE staff_told (
  account_id uuid REFERENCES user_account ON UPDATE CASCADE ON DELETE CASCADE,
  permanence_id uuid,
  organisation_id uuid NOT NULL,
  ends_at timestamptz(3) NOT NULL,  -- When the half-day ended as it was first noted.
  changed boolean NOT NULL DEFAULT true,  -- An act changed it, and nobody has compared since.
  known_start timestamptz(3),  -- What they know; empty when they know that they are not planned there.
  known_end timestamptz(3),
  known_place_id uuid,
  told_at timestamptz(3),
  answer text,  -- To what they were told last.
  why text,  -- Of `cannot` alone.
  answered_at timestamptz(3),
  PRIMARY KEY (account_id, permanence_id),
  -- Somebody who was told answers that they saw it or that they cannot come, at a moment.
  CONSTRAINT staff_told_answer CHECK (answer IN ('seen', 'cannot')),
  CONSTRAINT staff_told_answered CHECK ((answer IS NULL) = (answered_at IS NULL)),
  -- Who knows of hours knows the place too.
  CONSTRAINT staff_told_known CHECK (num_nonnulls(known_start, known_end, known_place_id) IN (0, 3)),
  -- Only who cannot come says why, in one of two words.
  CONSTRAINT staff_told_why CHECK (why IS NULL OR (answer = 'cannot' AND why IN ('sick', 'other')))
);
-- The people of whose planning something changed (lib/server/message/staff/tell-staff.ts).
CREATE INDEX staff_told_changed_idx ON staff_told (account_id) WHERE changed;
-- Erasing: what somebody knew and answered, 30 days after the half-day.
CREATE INDEX staff_told_ends_at_idx ON staff_told (ends_at);
-- Who answered at a half-day that they cannot come (lib/server/planning/assignments/read-planning.ts).
CREATE INDEX staff_told_permanence_id_idx ON staff_told (permanence_id);

-- Half-days that were cancelled, or made held after all, of which partners may have to be told; a trigger writes it.
CREATE TABLE half_day_to_tell (
  permanence_id uuid PRIMARY KEY,
  was_cancelled boolean NOT NULL
);

-- What a partner knows of a half-day of their share.
CREATE TABLE partner_told (
  share_id uuid,
  permanence_id uuid,
  ends_at timestamptz(3) NOT NULL,
  cancelled boolean NOT NULL,
  PRIMARY KEY (share_id, permanence_id)
);
-- Erasing: what partners knew, 30 days after the half-day.
CREATE INDEX partner_told_ends_at_idx ON partner_told (ends_at);
-- A half-day that is deleted takes these rows along.
CREATE INDEX partner_told_permanence_id_idx ON partner_told (permanence_id);

-- A half-day that is not held as the poster at its door says. The row keeps how it was before acts cancelled, shut or
-- moved it; triggers write it.
CREATE TABLE door_change (
  permanence_id uuid PRIMARY KEY,
  place_id uuid NOT NULL,
  starts_at timestamptz(3) NOT NULL,
  ends_at timestamptz(3) NOT NULL,
  was_held boolean NOT NULL,
  look_at timestamptz(3),  -- From when on it is compared with what contacts on site know; empty once it was.
  -- A half-day ended after it began, also as it was before.
  CONSTRAINT door_change_hours CHECK (starts_at < ends_at)
);
-- Erasing: 30 days after the half-day.
CREATE INDEX door_change_ends_at_idx ON door_change (ends_at);
-- What the door of a place says wrong, for a new contact on site.
CREATE INDEX door_change_place_id_idx ON door_change (place_id);
-- What is to be compared now (lib/server/message/door/tell-doors.ts).
CREATE INDEX door_change_to_look_at ON door_change (look_at) WHERE look_at IS NOT NULL;

-- What a contact on site knows of such a half-day: its hours, or none when they know that it is not held.
CREATE TABLE door_told (
  contact_id uuid,
  permanence_id uuid,
  ends_at timestamptz(3) NOT NULL,
  known_start timestamptz(3),
  known_end timestamptz(3),
  PRIMARY KEY (contact_id, permanence_id),
  -- Who knows of hours knows their beginning and their end.
  CONSTRAINT door_told_known CHECK ((known_start IS NULL) = (known_end IS NULL))
);
-- Erasing: 30 days after the half-day.
CREATE INDEX door_told_ends_at_idx ON door_told (ends_at);
-- Whether a contact was told of a half-day (lib/server/message/door/tell-doors.ts).
CREATE INDEX door_told_permanence_id_idx ON door_told (permanence_id);

-- « Besoin d’aide » at a half-day: at which desk, when, and who answered. The id is that of the act of the line.
CREATE TABLE help_call (
  id uuid PRIMARY KEY,
  permanence_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  desk smallint,
  asked_at timestamptz(3) NOT NULL,
  asked_by uuid REFERENCES user_account ON UPDATE CASCADE ON DELETE RESTRICT,
  answered_at timestamptz(3),
  answered_by uuid REFERENCES user_account ON UPDATE CASCADE ON DELETE RESTRICT,
  over_at timestamptz(3),  -- Since when help is not needed any more, or was asked for anew.
  -- Who answered is known exactly when the answer came.
  CONSTRAINT help_call_answered CHECK ((answered_at IS NULL) = (answered_by IS NULL)),
  -- Desks are numbered from 1.
  CONSTRAINT help_call_desk CHECK (desk > 0)
);
-- The calls that an account answered, where Postgres checks the key.
CREATE INDEX help_call_answered_by_idx ON help_call (answered_by);
-- Erasing: calls for help, 30 days later.
CREATE INDEX help_call_asked_at_idx ON help_call (asked_at);
-- The calls of an account, where Postgres checks the key.
CREATE INDEX help_call_asked_by_idx ON help_call (asked_by);
-- The open call of a desk, before another one is made (lib/server/message/help/put-help-call.ts).
CREATE INDEX help_call_permanence_id_idx ON help_call (permanence_id);

-- The messages of a demonstration, as a phone or a mailbox shows them; always empty in production.
CREATE TABLE demo_message (
  tag uuid PRIMARY KEY,  -- The id of its row in the outbox.
  channel text NOT NULL,
  recipient text NOT NULL,
  subject text,
  body text NOT NULL,
  html text,
  calendar text,
  coding text,
  kept_at timestamptz(3) NOT NULL,
  -- A demonstration shows SMS and mails.
  CONSTRAINT demo_message_channel CHECK (channel IN ('sms', 'mail'))
);
-- Erasing: texts, after 30 days; also the list, the latest first (lib/server/message/demo-messages.ts).
CREATE INDEX demo_message_kept_at_idx ON demo_message (kept_at);

