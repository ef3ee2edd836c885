-- The module queue: the line of a half-day with its desks, visits, acts and events. Also what devices hold without
-- network, figures, what the team records afterwards, and paces.

-- The first three in the morning on the place's clock after a planned end: the rule of lib/access/retention.ts, for
-- triggers.
CREATE FUNCTION night_after(ends timestamptz, zone text) RETURNS timestamptz LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT ((ends AT TIME ZONE zone)::date + CASE WHEN (ends AT TIME ZONE zone)::time < '03:00' THEN 0 ELSE 1 END + time '03:00') AT TIME ZONE zone
$$;

-- What acts and heartbeats change of a half-day; a row exists from the first of them, or the first booking, on.
CREATE TABLE line (
  permanence_id uuid PRIMARY KEY REFERENCES permanence ON UPDATE CASCADE ON DELETE CASCADE,
  version integer NOT NULL,  -- Raised by each change; a tablet asks by it.
  next_number integer NOT NULL,  -- The next number at the door; numbers that were lent are left out.
  calls integer NOT NULL,  -- Calls that were not undone. A missed call is offered again after two further calls.
  heard_at timestamptz(3),  -- The last heartbeat of a device of the team.
  -- When an act was last noted after a person's close (docs/line.md#what-comes-after-a-persons-close).
  noted_at timestamptz(3),
  -- Numbers begin at 1, and no count is below zero.
  CONSTRAINT line_counters CHECK (next_number >= 1 AND calls >= 0 AND version >= 0)
) WITH (fillfactor=50, autovacuum_vacuum_scale_factor=0.01, autovacuum_vacuum_threshold=1000);
-- The lines of which acts came after a person's close: few in a week of the whole nation
-- (lib/server/queue/read-late-acts.ts).
CREATE INDEX line_noted_at ON line (noted_at) WHERE noted_at IS NOT NULL;

-- A desk of one permanence that somebody has taken.
CREATE TABLE desk (
  permanence_id uuid REFERENCES permanence ON UPDATE CASCADE ON DELETE RESTRICT,
  number integer,
  conseiller_id uuid REFERENCES user_account ON UPDATE CASCADE ON DELETE SET NULL,
  state text NOT NULL DEFAULT 'present',
  since timestamptz(3) NOT NULL,  -- Since when it has this state.
  break_until timestamptz(3),
  topic_keys text[] NOT NULL DEFAULT '{}',  -- Topics that its conseiller takes; none when they take every topic.
  formerly jsonb,  -- Who has left it, each once: a list of `FormerSeat`, its moments in milliseconds.
  PRIMARY KEY (permanence_id, number),
  -- Who has left a desk is kept as a list.
  CONSTRAINT desk_formerly_is_a_list CHECK (formerly IS NULL OR jsonb_typeof(formerly) = 'array'),
  -- Desks are numbered from 1 to 20.
  CONSTRAINT desk_number CHECK (number BETWEEN 1 AND 20),
  -- Only a break has an announced end.
  CONSTRAINT desk_only_a_break_ends CHECK (state = 'break' OR break_until IS NULL),
  -- Whoever took a desk is there, on a break, or has left.
  CONSTRAINT desk_state CHECK (state IN ('present', 'break', 'left'))
) WITH (autovacuum_vacuum_scale_factor=0.01, autovacuum_vacuum_threshold=1000);
-- A person sits at one desk at a time, of all half-days.
CREATE UNIQUE INDEX desk_one_per_conseiller ON desk (conseiller_id) WHERE state <> 'left';

-- One person in the line of one permanence, from number to end.
CREATE TABLE visit (
  id uuid PRIMARY KEY,
  permanence_id uuid NOT NULL REFERENCES permanence ON UPDATE CASCADE ON DELETE RESTRICT,
  number integer NOT NULL,
  appointment_id uuid REFERENCES appointment ON UPDATE CASCADE ON DELETE SET NULL,
  state text NOT NULL DEFAULT 'waiting',
  -- When the number was given. The order of the line rests on it, so it never changes.
  joined_at timestamptz(3) NOT NULL,
  -- Decided when somebody with an appointment checks in: who is late stands in line from then on.
  late boolean NOT NULL DEFAULT false,
  priority boolean NOT NULL DEFAULT false,
  back boolean NOT NULL DEFAULT false,  -- Their desk was left during their help, or a pause in it: next at any desk.
  topic_key text,
  language text,
  card integer,  -- Of the reusable card with the number that they were handed.
  desk integer,
  conseiller_id uuid REFERENCES user_account ON UPDATE CASCADE ON DELETE SET NULL,
  called_at timestamptz(3),
  started_at timestamptz(3),
  ended_at timestamptz(3),
  missed_calls integer NOT NULL DEFAULT 0,
  missed_at_call integer,  -- The line's count of calls when this one was missed.
  away_until timestamptz(3),  -- They went out and keep their place.
  away_times integer NOT NULL DEFAULT 0,
  left_why text,  -- Why they left.
  generation integer NOT NULL DEFAULT 1,  -- Part of the number's secret address.
  paused_for text,  -- `errand`: they fetch something; `other-desk`: another desk goes on with the help.
  -- The range that was announced with the number, in minutes, and the quantiles from which it was made.
  told_low smallint,
  told_high smallint,
  forecast_tenth real,
  forecast_middle real,
  forecast_ninetieth real,
  -- Appointments that had lost their turn when the number was given: they never pass it (docs/line.md#histories, 15).
  passed_turns uuid[] NOT NULL DEFAULT '{}',
  to_fetch boolean NOT NULL DEFAULT false,  -- At their turn somebody of the team goes to them. Why is not kept.
  received_at timestamptz(3),  -- When the number came, if it was given without network before.
  helped_desk integer,  -- Help that had no end when its desk was left (docs/without-network.md#help-that-was-given).
  helped_by uuid,
  helped_called_at timestamptz(3),
  helped_started_at timestamptz(3),
  -- They asked to be told by SMS; their telephone stands in visit_identity.
  told_by_sms boolean NOT NULL DEFAULT false,
  phone_left_at timestamptz(3),  -- Since when SMS go to that telephone.
  -- « Terminer » was forgotten, and the end said later (docs/line.md#help-that-goes-on).
  ended_about boolean NOT NULL DEFAULT false,
  -- Somebody who missed a call is offered again: it is known which call it was.
  CONSTRAINT visit_absent_remembers CHECK (state <> 'absent' OR missed_at_call IS NOT NULL),
  -- Who is called stands at a desk, and is not helped yet.
  CONSTRAINT visit_called_has_a_desk CHECK (state <> 'called' OR (desk IS NOT NULL AND called_at IS NOT NULL AND started_at IS NULL AND ended_at IS NULL)),
  -- A call is missed three times at most, and somebody goes away twice at most.
  CONSTRAINT visit_counts CHECK (missed_calls BETWEEN 0 AND 3 AND away_times BETWEEN 0 AND 2),
  -- Who was helped to the end had a desk, a call, a beginning and an end.
  CONSTRAINT visit_done_has_an_end CHECK (state <> 'done' OR (desk IS NOT NULL AND called_at IS NOT NULL AND started_at IS NOT NULL AND ended_at IS NOT NULL)),
  -- Whoever left, was sent on or was not served did so at a moment.
  CONSTRAINT visit_ended_has_an_end CHECK (state NOT IN ('left', 'redirected', 'unserved') OR ended_at IS NOT NULL),
  -- Former help has its desk, its call and its beginning, or nothing of it is kept.
  CONSTRAINT visit_former_help_is_whole CHECK (
    num_nulls(helped_desk, helped_called_at, helped_started_at) IN (0, 3) AND (helped_by IS NULL OR helped_desk IS NOT NULL)
  ),
  -- Who left says why, and nobody else does; `missed-calls`: none of three calls was answered, `given-by-mistake`: the
  -- number is nobody's.
  CONSTRAINT visit_left_says_why CHECK ((state = 'left') = (left_why IS NOT NULL)),
  CONSTRAINT visit_left_why CHECK (left_why IN ('resident', 'staff', 'missed-calls', 'given-by-mistake')),
  -- A number is that of one person of the half-day, from 1 on.
  CONSTRAINT visit_number CHECK (number >= 1),
  CONSTRAINT visit_number_unique UNIQUE (permanence_id, number),
  -- Away, or back, is somebody who waits.
  CONSTRAINT visit_only_waiting_is_away CHECK (state = 'waiting' OR away_until IS NULL),
  CONSTRAINT visit_only_waiting_is_back CHECK (state = 'waiting' OR NOT back),
  -- Who is paused fetches something or goes on at another desk; nobody else does.
  CONSTRAINT visit_paused_for CHECK (paused_for IN ('errand', 'other-desk')),
  CONSTRAINT visit_paused_says_for CHECK ((state = 'paused') = (paused_for IS NOT NULL)),
  -- A number that came later than it was given was given without network.
  CONSTRAINT visit_received_after_it_was_given CHECK (received_at IS NULL OR received_at > joined_at),
  -- Who is being helped, or paused meanwhile, has a desk, a call and a beginning, and no end.
  CONSTRAINT visit_serving_has_a_start CHECK (state NOT IN ('serving', 'paused') OR (desk IS NOT NULL AND called_at IS NOT NULL AND started_at IS NOT NULL AND ended_at IS NULL)),
  -- The states of docs/line.md#visit-states.
  CONSTRAINT visit_state CHECK (state IN ('waiting', 'called', 'absent', 'serving', 'paused', 'done', 'left', 'redirected', 'unserved')),
  -- What was announced is kept whole or not at all, and its parts are in order.
  CONSTRAINT visit_told_as_forecast CHECK (
    num_nulls(told_low, told_high, forecast_tenth, forecast_middle, forecast_ninetieth) IN (0, 5)
    AND (told_low IS NULL OR (0 <= told_low AND told_low < told_high AND forecast_tenth <= forecast_middle AND forecast_middle <= forecast_ninetieth))
  ),
  -- Who waits, or missed a call, has no desk, no conseiller and no hours of help.
  CONSTRAINT visit_waiting_has_no_desk CHECK (state NOT IN ('waiting', 'absent') OR (desk IS NULL AND called_at IS NULL AND conseiller_id IS NULL AND started_at IS NULL AND ended_at IS NULL)),
  -- An appointment is checked in at its own half-day.
  CONSTRAINT visit_of_its_half_day FOREIGN KEY (appointment_id, permanence_id) REFERENCES appointment(id, permanence_id)
) WITH (fillfactor=80, autovacuum_vacuum_scale_factor=0.01, autovacuum_vacuum_threshold=1000);
-- An appointment has one visit. Only visits with an appointment: two of three have none.
CREATE UNIQUE INDEX visit_appointment_id_key ON visit (appointment_id) WHERE appointment_id IS NOT NULL;
-- The people whom somebody helped lately, of whom reports may be missing (lib/server/report/own-reports.ts). Not by
-- state: it changes during help, and no index is written then.
CREATE INDEX visit_helped_by ON visit (conseiller_id, ended_at) WHERE ended_at IS NOT NULL AND conseiller_id IS NOT NULL;
-- A conseiller has called or helps one person at a time, of all half-days.
CREATE UNIQUE INDEX visit_one_per_conseiller ON visit (conseiller_id)
  WHERE called_at IS NOT NULL AND ended_at IS NULL AND paused_for IS NULL;
-- At a desk stands one person who was called or is being helped. Columns say it that most changes leave alone: with the
-- state in the condition, Postgres would write every index of the row at each change.
CREATE UNIQUE INDEX visit_one_per_desk ON visit (permanence_id, desk)
  WHERE called_at IS NOT NULL AND ended_at IS NULL AND paused_for IS NULL;
-- Each minute, who is told by SMS in an open line (lib/server/queue/tell-numbers.ts). Without the state, so that an act
-- still writes no index.
CREATE INDEX visit_to_tell ON visit (permanence_id) WHERE told_by_sms;

-- The first name and telephone of a visit, apart from it and without a foreign key, so that a night is emptied alone
-- (docs/decisions/identity-and-erasing.md). Divided by `day`.
CREATE TABLE visit_identity (
  day date,  -- The local date of the half-day.
  visit_id uuid,
  erase_at timestamptz(3) NOT NULL,  -- The first three in the morning after the planned end; triggers keep it so.
  name text,
  phone text,
  PRIMARY KEY (day, visit_id),
  -- Who said nothing of themselves has no row.
  CONSTRAINT visit_identity_is_somebody CHECK (name IS NOT NULL OR phone IS NOT NULL)
) PARTITION BY RANGE (day);
-- ANALYZE keeps no values of these columns in the catalogue, where they would outlive the row.
ALTER TABLE visit_identity ALTER COLUMN name SET STATISTICS 0;
ALTER TABLE visit_identity ALTER COLUMN phone SET STATISTICS 0;
-- Erasing: the names that are due (lib/server/privacy/erase-identities.ts).
CREATE INDEX visit_identity_erase_at_idx ON visit_identity (erase_at);

-- One change of a line, with who made it, on which device, when, and the state before. Rows are appended and never
-- edited. Divided into months by the local date of the half-day (docs/decisions/identity-and-erasing.md).
CREATE TABLE queue_event (
  id bigserial,
  permanence_id uuid NOT NULL REFERENCES permanence ON UPDATE CASCADE ON DELETE RESTRICT,
  version integer NOT NULL,  -- Of the line, which this event made.
  command_id uuid NOT NULL,  -- The act that led to it.
  type text NOT NULL,
  visit_id uuid,
  at timestamptz(3) NOT NULL,  -- When it happened, as the device says.
  received_at timestamptz(3) NOT NULL,  -- When it came.
  actor text NOT NULL,  -- An account, a device or a door by its id, never a name.
  device text NOT NULL,
  data jsonb NOT NULL,
  local_date date,
  PRIMARY KEY (id, local_date),
  -- Every event says on which device it happened.
  CONSTRAINT queue_event_device CHECK (device <> ''),
  -- Events are never edited, so nobody's name, contact or words may enter them, however deep in what was before.
  CONSTRAINT queue_event_tells_nobody CHECK (NOT jsonb_path_exists(data, '$.** ? (exists(@.name) || exists(@.phone) || exists(@.email) || exists(@.message ? (@ <> "")))'))
) PARTITION BY RANGE (local_date);
-- The events of a line in their order (lib/server/queue/load-line.ts).
CREATE INDEX queue_event_permanence_id_id_idx ON queue_event (permanence_id, id);

-- The outcome of a command that was received, so that a command sent several times has one effect. Divided into months
-- by the day on which it was received.
CREATE TABLE queue_command (
  id uuid,
  permanence_id uuid NOT NULL REFERENCES permanence ON UPDATE CASCADE ON DELETE RESTRICT,
  type text NOT NULL,
  device text NOT NULL,
  at timestamptz(3) NOT NULL,  -- When it was done, as the device says.
  received_at timestamptz(3) NOT NULL,
  outcome text NOT NULL,
  refusal text,  -- Why it was refused.
  received_on date,
  done_by uuid,  -- Of an act that a colleague sent: who did it, and who sent it (docs/decisions/whose-acts.md).
  sent_by uuid,
  PRIMARY KEY (id, received_on),
  -- A command was applied, or refused for a reason.
  CONSTRAINT queue_command_outcome CHECK (outcome IN ('applied', 'refused') AND (outcome = 'refused') = (refusal IS NOT NULL))
) PARTITION BY RANGE (received_on);
-- The acts that colleagues sent for each other at a half-day (lib/server/report/read-half-day-summary.ts).
CREATE INDEX queue_command_permanence_id_idx ON queue_command (permanence_id);

-- Numbers lent to a device, for giving them without network. Unused ones are recorded as void at closing.
CREATE TABLE number_lease (
  id uuid PRIMARY KEY,
  permanence_id uuid NOT NULL REFERENCES permanence ON UPDATE CASCADE ON DELETE RESTRICT,
  device text NOT NULL,
  first_number integer NOT NULL,
  last_number integer NOT NULL,
  leased_at timestamptz(3) NOT NULL,
  voided_at timestamptz(3),  -- The line was closed: what was not given is void.
  -- A number is lent to one device.
  CONSTRAINT number_lease_no_overlap EXCLUDE USING gist (permanence_id WITH =, int4range(first_number, last_number, '[]') WITH &&),
  -- Forty numbers at most are lent at once.
  CONSTRAINT number_lease_span CHECK (1 <= first_number AND first_number <= last_number AND last_number < first_number + 40)
);
-- Erasing: the device of numbers that were lent, 30 days later.
CREATE INDEX number_lease_with_device ON number_lease (leased_at) WHERE device <> '';

-- The last exchange of a device with the service at a half-day, of each account: what it did there before was received
-- (docs/without-network.md#offline).
CREATE TABLE device_exchange (
  permanence_id uuid REFERENCES permanence ON UPDATE CASCADE ON DELETE CASCADE,
  device text,
  user_id uuid REFERENCES user_account ON UPDATE CASCADE ON DELETE RESTRICT,
  at timestamptz(3) NOT NULL,
  PRIMARY KEY (permanence_id, user_id, device)
);
-- Erasing: exchanges, after 30 days.
CREATE INDEX device_exchange_at_idx ON device_exchange (at);

-- The public half of the key with which a tablet signs the acts of one person, so that a colleague can send them
-- (docs/decisions/whose-acts.md). The next person who signs in on that device ends it.
CREATE TABLE act_key (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES user_account ON UPDATE CASCADE ON DELETE CASCADE,
  device text NOT NULL,
  -- Of a login on a shared tablet: its half-day.
  permanence_id uuid REFERENCES permanence ON UPDATE CASCADE ON DELETE CASCADE,
  public_key text NOT NULL,  -- An uncompressed point of P-256, in base64url.
  made_at timestamptz(3) NOT NULL,
  ended_at timestamptz(3),
  -- A key ends after it was made.
  CONSTRAINT act_key_ends_after_it_was_made CHECK (ended_at >= made_at),
  -- A public key has the length of its kind.
  CONSTRAINT act_key_is_a_point CHECK (public_key ~ '^[A-Za-z0-9_-]{87}$')
);
-- The keys of others on a device, which end when somebody signs in there (lib/server/queue/act-keys.ts).
CREATE INDEX act_key_device_idx ON act_key (device);
-- Erasing: keys, 60 days after they were made.
CREATE INDEX act_key_made_at_idx ON act_key (made_at);

-- How many acts of somebody a tablet holds for a half-day, as it said when somebody was signed in there who cannot send
-- them.
CREATE TABLE unsent_acts (
  device text,
  permanence_id uuid REFERENCES permanence ON UPDATE CASCADE ON DELETE CASCADE,
  user_id uuid REFERENCES user_account ON UPDATE CASCADE ON DELETE CASCADE,
  acts integer NOT NULL,
  said_at timestamptz(3) NOT NULL,
  PRIMARY KEY (device, permanence_id, user_id),
  -- A tablet without unsent acts has no row.
  CONSTRAINT unsent_acts_some CHECK (acts BETWEEN 1 AND 9999)
);
-- What tablets hold unsent of the half-days that somebody plans (lib/server/queue/unsent-acts.ts).
CREATE INDEX unsent_acts_permanence_id_idx ON unsent_acts (permanence_id);
-- Erasing: what tablets said, 30 days later.
CREATE INDEX unsent_acts_said_at_idx ON unsent_acts (said_at);

-- A person of the line who was referred to another service.
CREATE TABLE referral (
  id uuid PRIMARY KEY,
  visit_id uuid NOT NULL REFERENCES visit ON UPDATE CASCADE ON DELETE RESTRICT,
  target text NOT NULL,  -- A word of a closed list.
  at timestamptz(3) NOT NULL
);
-- Where a person of the line was sent on, for their report and their export (lib/server/report/own-reports.ts).
CREATE INDEX referral_visit_id_idx ON referral(visit_id);

-- A person who could not be served and never had a number.
CREATE TABLE turn_away (
  id uuid PRIMARY KEY,
  permanence_id uuid NOT NULL REFERENCES permanence ON UPDATE CASCADE ON DELETE RESTRICT,
  reason text NOT NULL,
  topic_key text,
  language text,
  target text,
  at timestamptz(3) NOT NULL
);
-- Who left a half-day without a number, for its figures (lib/server/queue/sums-of-half-days.ts).
CREATE INDEX turn_away_permanence_id_idx ON turn_away(permanence_id);

-- The sums of a half-day that is over (docs/figures.md#of-a-half-day), written by `write-figures`.
CREATE TABLE half_day_figures (
  permanence_id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL,
  place_id uuid NOT NULL REFERENCES place ON UPDATE CASCADE ON DELETE RESTRICT,
  local_date date NOT NULL,
  outcome text NOT NULL DEFAULT 'not-recorded',
  received integer NOT NULL DEFAULT 0,  -- Everybody who had a number; numbers given by mistake are nobody.
  helped integer NOT NULL DEFAULT 0,  -- Whose visit ended as `done`.
  contacts integer NOT NULL DEFAULT 0,  -- Whose help had begun, however it ended.
  gone integer NOT NULL DEFAULT 0,  -- Who left before help.
  redirected integer NOT NULL DEFAULT 0,  -- Who was sent on before help.
  unserved integer NOT NULL DEFAULT 0,
  turned_away jsonb NOT NULL DEFAULT '{}'::jsonb,  -- { reason: how often }.
  -- Seconds from the number to the help: of two in the middle the shorter; empty without contacts.
  median_wait integer,
  waits_over_20 integer NOT NULL DEFAULT 0,  -- Contacts who waited more than 20 minutes.
  help_minutes integer NOT NULL DEFAULT 0,
  reports integer NOT NULL DEFAULT 0,
  stale boolean NOT NULL DEFAULT false,  -- Something has changed since they were counted.
  paper text,  -- How the paper sheet was entered, if one was.
  from_paper integer NOT NULL DEFAULT 0,  -- Of `received`, from the paper sheet.
  untimed integer NOT NULL DEFAULT 0,  -- Of `contacts`, without a known wait.
  paper_contacts integer NOT NULL DEFAULT 0,  -- Of `contacts`, from the paper sheet.
  -- Figures are counts.
  CONSTRAINT half_day_figures_are_counts CHECK (
      received >= 0 AND helped >= 0 AND contacts >= 0 AND gone >= 0 AND redirected >= 0 AND unserved >= 0 AND waits_over_20 >= 0
      AND help_minutes >= 0 AND reports >= 0),
  CONSTRAINT half_day_figures_paper_are_counts CHECK (from_paper >= 0 AND untimed >= 0),
  CONSTRAINT half_day_figures_paper_contacts CHECK (paper_contacts >= 0),
  -- Nobody counts twice: the ends are at most the people, and helped people at most those who had contact.
  CONSTRAINT half_day_figures_fit CHECK (
      helped <= contacts AND waits_over_20 <= contacts AND contacts + gone + redirected + unserved <= received AND reports <= received),
  -- There is a median exactly when the wait of somebody is known.
  CONSTRAINT half_day_figures_median_wait CHECK (
      CASE WHEN median_wait IS NULL THEN contacts <= untimed ELSE contacts > 0 AND median_wait >= 0 END),
  -- A half-day was held, held with nobody, not held, not recorded or cancelled.
  CONSTRAINT half_day_figures_outcome CHECK (outcome IN ('held', 'held-with-nobody', 'not-held', 'not-recorded', 'cancelled')),
  -- A sheet was entered as totals or in rows.
  CONSTRAINT half_day_figures_paper CHECK (paper IN ('totals', 'rows')),
  -- Every reason counts at least one person.
  CONSTRAINT half_day_figures_turned_away CHECK (
      jsonb_typeof(turned_away) = 'object'
      AND NOT jsonb_path_exists(turned_away, 'strict $.* ? (!(@.type() == "number" && @ >= 1 && @ == @.floor()))')),
  -- Figures are of the organisation of their half-day, and go with it.
  CONSTRAINT half_day_figures_of_its_organisation FOREIGN KEY (permanence_id, organisation_id) REFERENCES permanence(id, organisation_id) ON UPDATE CASCADE ON DELETE CASCADE
);
-- The figures of an organisation between two days (lib/server/calendar/read-people-helped.ts).
CREATE INDEX half_day_figures_organisation_id_local_date_idx ON half_day_figures (organisation_id, local_date);
-- The last half-days of a place that people came to, to learn its pace (lib/server/queue/learn-paces.ts).
CREATE INDEX half_day_figures_place_id_local_date_idx ON half_day_figures (place_id, local_date);
-- The figures that are to be counted again (lib/server/queue/write-figures.ts).
CREATE INDEX half_day_figures_stale ON half_day_figures (permanence_id) WHERE stale;

-- What the team says of a half-day once it is over and its line does not hold (docs/decisions/figures-and-reports.md).
CREATE TABLE half_day_record (
  permanence_id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL,
  kind text NOT NULL,
  why text,
  received integer NOT NULL DEFAULT 0,  -- Of the paper sheet, until `turned_away`: people whom the line does not hold.
  helped integer NOT NULL DEFAULT 0,
  gone integer NOT NULL DEFAULT 0,
  redirected integer NOT NULL DEFAULT 0,
  turned_away integer NOT NULL DEFAULT 0,
  noted_by uuid REFERENCES user_account ON UPDATE CASCADE ON DELETE SET NULL,  -- Who noted it last.
  noted_at timestamptz(3) NOT NULL,
  -- A sheet has fewer than a thousand people, and everybody on it counts once.
  CONSTRAINT half_day_record_counts CHECK (
      received BETWEEN 0 AND 999 AND helped >= 0 AND gone >= 0 AND redirected >= 0 AND turned_away BETWEEN 0 AND 999),
  CONSTRAINT half_day_record_fits CHECK (helped + gone + redirected <= received),
  -- Totals are those of somebody; nothing else has totals, and rows are counted as rows.
  CONSTRAINT half_day_record_counts_of_paper CHECK (CASE kind WHEN 'paper-totals' THEN received + turned_away > 0 ELSE received + turned_away = 0 END),
  -- Nobody came, it was not held, or a paper sheet is entered as totals or in rows.
  CONSTRAINT half_day_record_kind CHECK (kind IN ('held-with-nobody', 'not-held', 'paper-totals', 'paper-rows')),
  -- What was not held says why, in one of four words, and nothing else does.
  CONSTRAINT half_day_record_says_why CHECK (
      (kind = 'not-held') = (why IS NOT NULL)
      AND (why IS NULL OR why IN ('nobody-free', 'place-closed', 'breakdown', 'other'))),
  -- A record is of the organisation of its half-day, and goes with it.
  CONSTRAINT half_day_record_of_its_organisation FOREIGN KEY (permanence_id, organisation_id) REFERENCES permanence(id, organisation_id) ON UPDATE CASCADE ON DELETE CASCADE
);

-- A person of a paper sheet that was entered in rows, with what a visit keeps (docs/decisions/figures-and-reports.md).
CREATE TABLE paper_visit (
  permanence_id uuid,
  number integer,
  state text NOT NULL,  -- How it ended, as a visit says it.
  given_at timestamptz(3),
  called_at timestamptz(3),  -- When help began.
  ended_at timestamptz(3),
  topic_key text,
  language text,
  PRIMARY KEY (permanence_id, number),
  -- Hours are in order; one that was not written down is in none.
  CONSTRAINT paper_visit_hours CHECK (
      (given_at > called_at) IS NOT TRUE AND (called_at > ended_at) IS NOT TRUE AND (given_at > ended_at) IS NOT TRUE),
  -- A language is written by its code, never in words.
  CONSTRAINT paper_visit_language CHECK (language IS NULL OR language ~ '^[a-z]{2,3}$'),
  -- Rows are numbered as on the sheet.
  CONSTRAINT paper_visit_number CHECK (number BETWEEN 1 AND 999),
  -- A sheet is entered afterwards: whoever is on it was helped, left, was sent on or was not served.
  CONSTRAINT paper_visit_state CHECK (state IN ('done', 'left', 'redirected', 'unserved')),
  -- Rows belong to a record, and go with it.
  CONSTRAINT paper_visit_of_its_record FOREIGN KEY (permanence_id) REFERENCES half_day_record(permanence_id) ON UPDATE CASCADE ON DELETE CASCADE
);

-- Who left without a number, by the reason that stands on the paper sheet.
CREATE TABLE paper_turn_away (
  permanence_id uuid,
  reason text,
  people integer NOT NULL,
  PRIMARY KEY (permanence_id, reason),
  -- A reason counts one person at least.
  CONSTRAINT paper_turn_away_people CHECK (people BETWEEN 1 AND 999),
  -- The reasons are those that stand on the sheet.
  CONSTRAINT paper_turn_away_reason CHECK (
      reason IN ('full', 'by-appointment', 'closing', 'other-service', 'missing-paper', 'language', 'other')),
  -- Reasons belong to a record, and go with it.
  CONSTRAINT paper_turn_away_of_its_record FOREIGN KEY (permanence_id) REFERENCES half_day_record(permanence_id) ON UPDATE CASCADE ON DELETE CASCADE
);

-- Help that came after a person's close and that the line does not hold: one for each person
-- (docs/decisions/how-a-line-ends.md).
CREATE TABLE late_help (
  permanence_id uuid REFERENCES permanence ON UPDATE CASCADE ON DELETE RESTRICT,
  visit_id uuid,  -- No key: who got their number without network has no visit in the line.
  conseiller_id uuid REFERENCES user_account ON UPDATE CASCADE ON DELETE RESTRICT,
  desk integer,
  joined_at timestamptz(3),  -- Of somebody who has no number in the line.
  started_at timestamptz(3) NOT NULL,
  ended_at timestamptz(3),  -- Empty when nobody noted the end.
  PRIMARY KEY (permanence_id, visit_id),
  -- Desks are numbered from 1 to 20.
  CONSTRAINT late_help_desk CHECK (desk IS NULL OR desk BETWEEN 1 AND 20),
  -- Number, beginning and end are in this order.
  CONSTRAINT late_help_in_order CHECK (
      (joined_at IS NULL OR joined_at <= started_at) AND (ended_at IS NULL OR started_at <= ended_at))
);

-- One row: every half-day that started at `through` or earlier has its figures.
CREATE TABLE half_day_figures_progress (
  id integer DEFAULT 1 PRIMARY KEY,
  through timestamptz(3) NOT NULL,
  -- There is one mark of what was counted.
  CONSTRAINT half_day_figures_progress_one_row CHECK (id = 1)
);

-- How fast the line of a place goes, learned by `learn-paces` (docs/line.md#waiting-time).
CREATE TABLE place_pace (
  place_id uuid PRIMARY KEY REFERENCES place ON UPDATE CASCADE ON DELETE CASCADE,
  by_topic jsonb NOT NULL DEFAULT '{}'::jsonb,  -- { topic: minutes of a help }.
  factor double precision NOT NULL DEFAULT 1,  -- How much longer a help takes than usual, for other topics and none.
  between_helps double precision NOT NULL DEFAULT 2,  -- Minutes from the end of a help to the beginning of the next.
  -- Of a minute waited: the share of people who say that they leave, and of those who miss three calls.
  leaving double precision NOT NULL DEFAULT 0.003,
  vanishing double precision NOT NULL DEFAULT 0.003,
  -- How far the announced range reaches below and above its middle, as a part of the way to the quantiles at 10 and 90
  -- %.
  below double precision NOT NULL DEFAULT 1.2,
  above double precision NOT NULL DEFAULT 0.8,
  -- How much was seen: helps and the minutes of the mean one, calls and how many came inside their range.
  helps integer NOT NULL DEFAULT 0,
  mean_help double precision NOT NULL DEFAULT 0,
  calls integer NOT NULL DEFAULT 0,
  calls_inside integer NOT NULL DEFAULT 0,
  stale boolean NOT NULL DEFAULT true,  -- A half-day of the place was counted since.
  -- The help of every topic takes some minutes.
  CONSTRAINT place_pace_by_topic CHECK (
      jsonb_typeof(by_topic) = 'object' AND NOT jsonb_path_exists(by_topic, 'strict $.* ? (!(@.type() == "number" && @ > 0))')),
  -- What was seen is counted, and no more calls came inside their range than calls.
  CONSTRAINT place_pace_counts CHECK (helps >= 0 AND mean_help >= 0 AND calls >= 0 AND calls_inside BETWEEN 0 AND calls),
  -- A pace can be counted with: it goes forward.
  CONSTRAINT place_pace_is_a_pace CHECK (
      factor > 0 AND between_helps >= 0 AND leaving >= 0 AND vanishing >= 0 AND below > 0 AND above > 0)
);
-- The places of which something is to be learned (lib/server/queue/learn-paces.ts).
CREATE INDEX place_pace_stale ON place_pace (place_id) WHERE stale;

-- Keys of tables of earlier files: a message keeps its visit, and its address in a message goes with it.
ALTER TABLE outbox ADD CONSTRAINT outbox_visit_id_fkey FOREIGN KEY (visit_id) REFERENCES visit(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE short_link ADD CONSTRAINT short_link_visit_id_fkey FOREIGN KEY (visit_id) REFERENCES visit(id) ON UPDATE CASCADE ON DELETE CASCADE;

-- Marks figures as stale when an act changes their line, also one that arrives after they were written.
CREATE FUNCTION figures_are_stale() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE half_day_figures SET stale = true WHERE permanence_id = NEW.permanence_id AND NOT stale;
  RETURN NULL;
END $$;
CREATE TRIGGER line_begun_makes_figures_stale AFTER INSERT ON line FOR EACH ROW EXECUTE FUNCTION figures_are_stale();
CREATE TRIGGER line_changed_makes_figures_stale AFTER UPDATE OF version ON line FOR EACH ROW
  WHEN (OLD.version <> NEW.version) EXECUTE FUNCTION figures_are_stale();

-- Refuses another moment, number or half-day of a visit: the order of the line rests on them
-- (docs/line.md#order-of-the-line). A CHECK does not see what was there before.
CREATE FUNCTION refuse_new_order_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'joined_at, number and permanence are given once' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'visit_order_key_immutable';
END $$;
CREATE TRIGGER visit_order_key_immutable BEFORE UPDATE ON visit FOR EACH ROW
  WHEN (OLD.joined_at <> NEW.joined_at OR OLD.number <> NEW.number OR OLD.permanence_id <> NEW.permanence_id) EXECUTE FUNCTION refuse_new_order_key();
-- Events are only added to; refuse_change is of the module access.
CREATE TRIGGER queue_event_append_only BEFORE UPDATE OR DELETE ON queue_event FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Marks the figures of a half-day as stale when what the team recorded of it changes.
CREATE FUNCTION half_day_record_makes_figures_stale() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE half_day_figures SET stale = true WHERE permanence_id = coalesce(NEW.permanence_id, OLD.permanence_id) AND NOT stale;
  RETURN NULL;
END $$;
CREATE TRIGGER half_day_record_makes_figures_stale AFTER INSERT OR UPDATE OR DELETE ON half_day_record FOR EACH ROW
  EXECUTE FUNCTION half_day_record_makes_figures_stale();

-- Refuses a record of a half-day that is open, not over or cancelled, and one after the 5th of the next month at its
-- place. Refuses too that nobody came while its line holds people. A CHECK cannot read the half-day, its line or the
-- clock.
CREATE FUNCTION half_day_record_stands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE half_day permanence;
BEGIN
  SELECT * INTO half_day FROM permanence WHERE id = NEW.permanence_id;
  IF half_day.status IN ('open', 'cancelled') OR (half_day.status = 'scheduled' AND NEW.noted_at < half_day.ends_at) THEN
    RAISE EXCEPTION 'the half-day is not over, or was cancelled' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'half_day_record_when_over';
  END IF;
  IF (NEW.noted_at AT TIME ZONE half_day.time_zone)::date > (date_trunc('month', half_day.local_date) + interval '1 month 4 days')::date THEN
    RAISE EXCEPTION 'the month of the half-day is closed' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'half_day_record_in_time';
  END IF;
  IF NEW.kind IN ('held-with-nobody', 'not-held') AND EXISTS (
    SELECT FROM visit WHERE permanence_id = NEW.permanence_id AND left_why IS DISTINCT FROM 'given-by-mistake'
    UNION ALL SELECT FROM late_help WHERE permanence_id = NEW.permanence_id) THEN
    RAISE EXCEPTION 'the line holds people' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'half_day_record_of_nobody';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER half_day_record_stands AFTER INSERT OR UPDATE ON half_day_record FOR EACH ROW EXECUTE FUNCTION half_day_record_stands();
