-- The module schedule: topics, series and their exceptions, closures and holidays, half-days with who is planned,
-- absences, workshops.

-- Whether these are windows of so many minutes: [{ from, to, mode }], whole minutes from the start, 0 <= from < to <=
-- minutes, and a mode of docs/line.md#the-half-day. In a strict path a value that is missing or of another type makes
-- the condition unknown, and the window is not counted.
CREATE FUNCTION windows_fit(windows jsonb, minutes numeric) RETURNS boolean LANGUAGE sql IMMUTABLE RETURN
  CASE WHEN jsonb_typeof(windows) = 'array' THEN
    jsonb_array_length(windows) = jsonb_array_length(jsonb_path_query_array(
      windows,
      'strict $[*] ? (@.from >= 0 && @.from == @.from.floor() && @.from < @.to && @.to == @.to.floor() && @.to <= $minutes
         && (@.mode == "walk-in" || @.mode == "appointment" || @.mode == "mixed"))',
      jsonb_build_object('minutes', minutes)))
  ELSE false END;

-- Whether a half-day is held: one that is shut is not, unless the team has opened it all the same.
CREATE FUNCTION is_held_half_day(status text, closure_id uuid) RETURNS boolean LANGUAGE sql IMMUTABLE
  RETURN status <> 'cancelled' AND (closure_id IS NULL OR status <> 'scheduled');

-- A reason to come, of one organisation. It is never deleted or renamed, since keys are kept elsewhere, but switched
-- off
-- (`active`).
CREATE TABLE topic (
  id uuid PRIMARY KEY,
  key text NOT NULL,
  rank integer NOT NULL,  -- Its order in lists.
  minutes integer NOT NULL,  -- How long its help usually lasts.
  bring text[] DEFAULT '{}',  -- What to bring: keys of messages.
  themes text[] DEFAULT '{}',  -- Values of the national report that it counts under.
  bookable boolean NOT NULL DEFAULT true,
  -- Empty in a standard topic, which every organisation has that has none of its own.
  organisation_id uuid REFERENCES organisation ON UPDATE CASCADE ON DELETE RESTRICT,
  active boolean NOT NULL DEFAULT true,
  texts jsonb,  -- By language: { name, bring }. Without them its texts are the messages topics.<key> and bring.<key>.
  -- Help with a topic lasts from five minutes to three hours.
  CONSTRAINT topic_minutes CHECK (minutes BETWEEN 5 AND 180),
  -- Own texts are in French at least, and have by language a name of 80 characters and what to bring in 200 each.
  CONSTRAINT topic_texts CHECK (texts IS NULL OR (
      jsonb_typeof(texts) = 'object' AND texts ? 'fr'
      AND NOT jsonb_path_exists(texts, '$.keyvalue() ? (!(@.key like_regex "^[a-z]{2,3}$"))')
      AND NOT jsonb_path_exists(texts, 'strict $.* ? (@.type() != "object")')
      AND NOT jsonb_path_exists(texts, '$.*.keyvalue() ? (@.key != "name" && @.key != "bring")')
      AND NOT jsonb_path_exists(texts, '$.* ? (!exists(@.name) || @.name.type() != "string" || !(@.name like_regex "^.{1,80}$"))')
      AND NOT jsonb_path_exists(texts, '$.* ? (exists(@.bring) && @.bring.type() != "array")')
      AND NOT jsonb_path_exists(texts, '$.*.bring[*] ? (@.type() != "string" || !(@ like_regex "^.{1,200}$"))')
    ))
);
-- The topics of all organisations, from one key to the next (lib/server/schedule/read-topics.ts).
CREATE INDEX topic_key_rank ON topic (key, rank, id) WHERE active;
-- The topics of an organisation. Beside topic_organisation_id_key_key: of an index of one column the planner knows that
-- these topics stand together, and reads three pages instead of the table of a few organisations.
CREATE INDEX topic_organisation_id_idx ON topic (organisation_id);
-- A key names one topic of an organisation, or one standard topic.
CREATE UNIQUE INDEX topic_organisation_id_key_key ON topic (organisation_id, key) NULLS NOT DISTINCT;
-- Two topics of an organisation never share a rank.
CREATE UNIQUE INDEX topic_organisation_id_rank_key ON topic (organisation_id, rank) NULLS NOT DISTINCT;

-- An own topic of an organisation that it does not offer at a place.
CREATE TABLE topic_off (
  topic_id uuid REFERENCES topic ON UPDATE CASCADE ON DELETE RESTRICT,
  place_id uuid REFERENCES place ON UPDATE CASCADE ON DELETE CASCADE,
  PRIMARY KEY (topic_id, place_id)
);
-- The topics that are not offered at a place (topics_off).
CREATE INDEX topic_off_place_id_idx ON topic_off (place_id);

-- A series by which half-days repeat, such as “Mondays 9–12 at Neuhof, every week, from September”.
CREATE TABLE series (
  id uuid PRIMARY KEY,
  place_id uuid NOT NULL REFERENCES place ON UPDATE CASCADE ON DELETE RESTRICT,
  organisation_id uuid NOT NULL REFERENCES organisation ON UPDATE CASCADE ON DELETE RESTRICT,
  weekday integer NOT NULL,  -- 1 is Monday.
  start_minute integer NOT NULL,  -- Minutes of the place's local day, as `end_minute`.
  end_minute integer NOT NULL,
  every_weeks integer NOT NULL DEFAULT 1,
  from_date date NOT NULL,
  until_date date,
  desks integer NOT NULL,
  bookable_lanes integer NOT NULL,  -- How many appointments may be booked for one moment (docs/booking.md#lanes).
  windows jsonb NOT NULL,  -- [{ from, to, mode }], minutes from the start; who may come when.
  plan_due_at timestamptz(3),  -- When its dates are written again; empty: within a minute.
  topic_keys text[] NOT NULL DEFAULT '{}',  -- Topics that its dates take; none when they take every topic.
  nth_of_month integer,  -- That weekday of each month alone: the first to the fourth, or the last (-1).
  in_school_holidays boolean NOT NULL DEFAULT true,
  languages text[] NOT NULL DEFAULT '{}',  -- Spoken at its half-days (ISO 639); none when they are those of the place.
  audience text,  -- For whom it mostly is, as residents read it; nobody is asked or refused by it.
  follows_id uuid,  -- The series that it continues, whose hours or days were changed.
  -- Residents read in 120 characters at most whom it is mostly for.
  CONSTRAINT series_audience_is_short CHECK (char_length(btrim(audience)) BETWEEN 1 AND 120),
  -- Clocks change between 2 and 3: no half-day may start there (docs/calendars.md#time).
  CONSTRAINT series_avoids_the_clock_change CHECK (start_minute NOT BETWEEN 120 AND 179),
  -- A series begins before it ends.
  CONSTRAINT series_dates CHECK (until_date IS NULL OR from_date <= until_date),
  -- A series is held every week to every eighth week, or once a month.
  CONSTRAINT series_every CHECK (every_weeks BETWEEN 1 AND 8),
  CONSTRAINT series_of_a_month_has_no_weeks CHECK (nth_of_month IS NULL OR every_weeks = 1),
  -- Of a month it is the first to fourth such day or the last: not every month has a fifth.
  CONSTRAINT series_nth_of_month CHECK (nth_of_month IN (-1, 1, 2, 3, 4)),
  -- A series continues another one.
  CONSTRAINT series_follows_another CHECK (follows_id <> id),
  -- There are 1 to 20 desks, and no more lanes to book than desks.
  CONSTRAINT series_lanes CHECK (desks BETWEEN 1 AND 20 AND bookable_lanes BETWEEN 0 AND desks),
  -- A half-day begins and ends on one day of the week, at the place.
  CONSTRAINT series_span CHECK (0 <= start_minute AND start_minute < end_minute AND end_minute <= 1440),
  CONSTRAINT series_weekday CHECK (weekday BETWEEN 1 AND 7),
  -- Windows lie within the half-day.
  CONSTRAINT series_windows CHECK (windows_fit(windows, end_minute - start_minute))
);
-- The series that continue one, where Postgres checks the key.
CREATE INDEX series_follows_id_idx ON series (follows_id);
-- Half-days and exceptions refer to a series together with its organisation.
CREATE UNIQUE INDEX series_id_organisation_id_key ON series (id, organisation_id);
-- The series of an organisation, read by its planning, its shares and its roles.
CREATE INDEX series_organisation_id_idx ON series (organisation_id);
-- The series of a place, for its page and its closures.
CREATE INDEX series_place_id_idx ON series(place_id);
-- The series whose dates are to be written (lib/server/planning/series/plan-due.ts).
CREATE INDEX series_plan_due_at_idx ON series (plan_due_at);

-- What was decided about one date of a series: it is cancelled, or held on another day, at other hours or at another
-- place.
CREATE TABLE series_exception (
  series_id uuid,
  original_date date,  -- The date of the series that was decided about.
  organisation_id uuid NOT NULL,
  kind text NOT NULL,
  local_date date,  -- The day on which it is held instead.
  start_minute integer,  -- Minutes of the place's local day, as `end_minute`.
  end_minute integer,
  place_id uuid REFERENCES place ON UPDATE CASCADE ON DELETE RESTRICT,  -- Another place.
  created_at timestamptz(3) NOT NULL,
  despite_holiday boolean NOT NULL DEFAULT false,  -- Held although its day is a public holiday.
  -- Its desks, windows or topics were decided for this date alone; its half-day holds them.
  own_plan boolean NOT NULL DEFAULT false,
  PRIMARY KEY (series_id, original_date),
  -- Clocks change between 2 and 3: no half-day may start there.
  CONSTRAINT series_exception_avoids_the_clock_change CHECK (start_minute NOT BETWEEN 120 AND 179),
  -- A date is cancelled, or it is changed and says how.
  CONSTRAINT series_exception_kind CHECK (kind IN ('cancelled', 'changed')),
  CONSTRAINT series_exception_changed_says_what CHECK (kind <> 'changed' OR num_nonnulls(local_date, start_minute, place_id) > 0 OR despite_holiday OR own_plan),
  -- A cancelled date has no other day, hours, place or plan.
  CONSTRAINT series_exception_cancelled_is_not_held CHECK (kind <> 'cancelled' OR num_nonnulls(local_date, start_minute, end_minute, place_id) = 0),
  CONSTRAINT series_exception_cancelled_has_no_plan CHECK (kind <> 'cancelled' OR NOT (despite_holiday OR own_plan)),
  -- Other hours have a beginning and an end, within one day and 14 hours.
  CONSTRAINT series_exception_hours_in_full CHECK ((start_minute IS NULL) = (end_minute IS NULL)),
  CONSTRAINT series_exception_span CHECK (0 <= start_minute AND start_minute < end_minute AND end_minute <= least(1440, start_minute + 840)),
  -- A date is moved to another day than its own.
  CONSTRAINT series_exception_moved_to_another_day CHECK (local_date <> original_date),
  -- An exception is of the organisation of its series, and goes with it.
  CONSTRAINT series_exception_of_its_organisation FOREIGN KEY (series_id, organisation_id) REFERENCES series(id, organisation_id) ON UPDATE CASCADE ON DELETE CASCADE
);
-- The dates that are held at another place, which a closure of it touches
-- (lib/server/planning/closures/write-closure-of-half-days.ts).
CREATE INDEX series_exception_place_id_idx ON series_exception (place_id);

-- A span in which nothing is held at a place, or by an organisation at all, such as building works or holidays of the
-- place.
CREATE TABLE closure (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL REFERENCES organisation ON UPDATE CASCADE ON DELETE RESTRICT,
  place_id uuid,  -- Empty: all half-days of the organisation.
  starts_at timestamptz(3) NOT NULL,
  ends_at timestamptz(3) NOT NULL,
  reason text NOT NULL,  -- As residents read it.
  decide_on date,  -- The day on which somebody decides again, of a closure without a known end.
  lifted_at timestamptz(3),  -- When somebody lifted it; from then on it closes nothing.
  -- A closure ends after it begins.
  CONSTRAINT closure_span CHECK (starts_at < ends_at),
  -- A closure without a known end ends in 2200, and says when somebody decides again; no other closure does.
  CONSTRAINT closure_without_end_is_decided_again CHECK ((decide_on IS NOT NULL) = (ends_at = '2200-01-01T00:00:00Z')),
  -- Only the organisation of a place closes it, for everybody there; the closure goes with the place.
  CONSTRAINT closure_place_of_its_organisation FOREIGN KEY (place_id, organisation_id) REFERENCES place(id, organisation_id) ON UPDATE CASCADE ON DELETE CASCADE
);
-- The closures of an organisation that are not over (lib/server/planning/closures/read-closures.ts).
CREATE INDEX closure_organisation_id_ends_at_idx ON closure (organisation_id, ends_at);
-- Those that close every place of an organisation, for the pages of its places.
CREATE INDEX closure_of_every_place_idx ON closure (organisation_id, ends_at) WHERE place_id IS NULL;
-- The closures of a place that are not over, for its pages, posters and half-days.
CREATE INDEX closure_place_id_ends_at_idx ON closure (place_id, ends_at);

-- Days without school in a zone (« A », « B », « C », « Corse », the number of an overseas département); both days
-- included.
CREATE TABLE school_holiday (
  zone text,
  from_date date,
  to_date date NOT NULL,
  name text NOT NULL,
  PRIMARY KEY (zone, from_date),
  -- Holidays of a zone have a name of 80 characters at most.
  CONSTRAINT school_holiday_name CHECK (char_length(btrim(name)) BETWEEN 1 AND 80),
  -- Holidays of a zone do not overlap, and end after they begin.
  CONSTRAINT school_holiday_no_overlap EXCLUDE USING gist (zone WITH =, daterange(from_date, to_date, '[]') WITH &&),
  CONSTRAINT school_holiday_span CHECK (from_date <= to_date),
  -- A zone is one of the calendar of the State: A, B, C, Corse, or an overseas territory by its number.
  CONSTRAINT school_holiday_zone CHECK (zone ~ '^(A|B|C|Corse|97[1-8]|98[6-8])$')
);

-- One dated half-day: it opens, has a line, and closes.
CREATE TABLE permanence (
  id uuid PRIMARY KEY,
  place_id uuid NOT NULL REFERENCES place ON UPDATE CASCADE ON DELETE RESTRICT,
  -- Who runs it; the place may be another's.
  organisation_id uuid NOT NULL REFERENCES organisation ON UPDATE CASCADE ON DELETE RESTRICT,
  series_id uuid,
  time_zone text NOT NULL,
  local_date date NOT NULL,  -- The day at the place, of the start.
  starts_at timestamptz(3) NOT NULL,
  ends_at timestamptz(3) NOT NULL,
  status text NOT NULL DEFAULT 'scheduled',
  numbers text NOT NULL DEFAULT 'not-yet',  -- Whether numbers are given.
  desks integer NOT NULL,
  bookable_lanes integer NOT NULL,  -- How many appointments may be booked for one moment (docs/booking.md#lanes).
  windows jsonb NOT NULL,  -- [{ from, to, mode }], minutes from the start; spans are half-open.
  topic_keys text[] NOT NULL DEFAULT '{}',  -- Topics taken here; none when every topic is taken.
  message text,  -- Announced to the room.
  suspended boolean NOT NULL DEFAULT false,  -- A pause: nobody is called.
  opened_at timestamptz(3),
  closed_at timestamptz(3),
  outcome text,  -- What is known once it is over.
  cancel_reason text,  -- As residents read it.
  sequence integer NOT NULL DEFAULT 0,  -- SEQUENCE of iCalendar: raised at each change of time, place or status.
  vevent text,  -- The text of its calendar event, written in the transaction of the change that it describes.
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  vevent_at timestamptz(3),  -- When that text last changed; a trigger writes it.
  original_date date,  -- The date of the series that it stands for, also once it was moved; empty without a series.
  languages text[] NOT NULL DEFAULT '{}',  -- Spoken here (ISO 639); none when they are those of the place.
  audience text,  -- For whom it mostly is, as residents read it.
  -- The closure that keeps it from being booked for now, or that cancelled it.
  closure_id uuid REFERENCES closure ON DELETE SET NULL,
  moved_to_id uuid,  -- The half-day that is held instead, on another day.
  -- Desks at which nobody is received any more, once it has begun; the tablet has opened them already.
  closed_desks integer[] NOT NULL DEFAULT '{}',
  -- Residents read in 120 characters at most whom it is mostly for.
  CONSTRAINT permanence_audience_is_short CHECK (char_length(btrim(audience)) BETWEEN 1 AND 120),
  -- Clocks change between 2 and 3: no half-day may start there.
  CONSTRAINT permanence_avoids_the_clock_change CHECK (extract(hour FROM starts_at AT TIME ZONE time_zone) <> 2),
  -- A closed half-day says when it was closed and whether it was held.
  CONSTRAINT permanence_closed_says_how CHECK (status <> 'closed' OR (closed_at IS NOT NULL AND outcome IS NOT NULL)),
  CONSTRAINT permanence_outcome CHECK (outcome IN ('held', 'held-with-nobody', 'not-held', 'not-recorded')),
  -- Closed desks are some of its desks and never all: a half-day without desks is cancelled.
  CONSTRAINT permanence_closed_desks CHECK (
      array_position(closed_desks, NULL) IS NULL AND cardinality(closed_desks) < desks AND 1 <= ALL (closed_desks) AND desks >= ALL (closed_desks)
    ),
  -- The count of changes of its event is not below zero.
  CONSTRAINT permanence_counters CHECK (sequence >= 0),
  -- There are 1 to 20 desks, and no more lanes to book than desks.
  CONSTRAINT permanence_lanes CHECK (desks BETWEEN 1 AND 20 AND bookable_lanes BETWEEN 0 AND desks),
  -- Its day is that of its start on the clock of the place.
  CONSTRAINT permanence_local_date_is_its_start CHECK (local_date = (starts_at AT TIME ZONE time_zone)::date),
  -- The room is told in one sentence (docs/line.md#commands).
  CONSTRAINT permanence_message CHECK (char_length(message) BETWEEN 1 AND 140),
  -- Only a cancelled half-day is held on another day instead, which is another half-day.
  CONSTRAINT permanence_moved_is_cancelled CHECK (moved_to_id IS NULL OR (status = 'cancelled' AND moved_to_id <> id)),
  -- Numbers are not given yet, given, or not given any more.
  CONSTRAINT permanence_numbers CHECK (numbers IN ('not-yet', 'given', 'stopped')),
  -- A half-day stands for a date exactly when it belongs to a series.
  CONSTRAINT permanence_of_a_series_has_its_date CHECK ((series_id IS NULL) = (original_date IS NULL)),
  -- An open half-day says when somebody opened it.
  CONSTRAINT permanence_open_is_confirmed CHECK (status <> 'open' OR opened_at IS NOT NULL),
  -- A half-day lasts 14 hours at most: reads by its end look at starts of the last 14 hours alone.
  CONSTRAINT permanence_span CHECK (starts_at < ends_at AND ends_at <= starts_at + interval '14 hours'),
  -- A half-day is scheduled, open, closed or cancelled (docs/line.md#the-half-day).
  CONSTRAINT permanence_status CHECK (status IN ('scheduled', 'open', 'closed', 'cancelled')),
  -- Windows lie within the half-day. Its length is the longer of the elapsed time and the time on the place's clock. A
  -- series from midnight to eight is an hour shorter when the clocks go forward, and keeps its windows.
  CONSTRAINT permanence_windows CHECK (windows_fit(windows,
    extract(epoch FROM greatest(ends_at - starts_at, (ends_at AT TIME ZONE time_zone) - (starts_at AT TIME ZONE time_zone))) / 60)),
  -- A half-day is of the organisation of its series, which cannot be deleted or given away under it.
  CONSTRAINT permanence_series_of_its_organisation FOREIGN KEY (series_id, organisation_id) REFERENCES series(id, organisation_id)
) WITH (fillfactor=70, autovacuum_vacuum_scale_factor=0.01, autovacuum_vacuum_threshold=1000);
-- The half-days that a closure keeps or has cancelled (lib/server/planning/closures/read-closures.ts).
CREATE INDEX permanence_closure_id_idx ON permanence (closure_id) WHERE closure_id IS NOT NULL;
-- Rows of a half-day refer to it together with its organisation (docs/decisions/organisations.md).
CREATE UNIQUE INDEX permanence_id_organisation_id_key ON permanence (id, organisation_id);
-- The half-days instead of which one is held, when it moves once more (lib/server/planning/cancel-permanence.ts).
CREATE INDEX permanence_moved_to_id_idx ON permanence (moved_to_id) WHERE moved_to_id IS NOT NULL;
-- A date of a series has one half-day, wherever and whenever it is held.
CREATE UNIQUE INDEX permanence_one_a_date ON permanence (series_id, original_date) WHERE series_id IS NOT NULL;
-- The open lines of an organisation: one that nobody closed is found however old it is.
CREATE INDEX permanence_open ON permanence (organisation_id, starts_at) WHERE status = 'open';
-- Feeds, agendas, lists and the start page of a team read the half-days of one organisation between two moments.
CREATE INDEX permanence_organisation_id_starts_at_idx ON permanence (organisation_id, starts_at);
-- Half-days to come that name their languages: residents look for a language also at places that do not have it.
CREATE INDEX permanence_own_languages_idx ON permanence (starts_at) INCLUDE (place_id, languages) WHERE languages <> '{}';
-- The half-days of a place between two moments: its page, its door, its week.
CREATE INDEX permanence_place_id_starts_at_idx ON permanence(place_id, starts_at);
-- All half-days in the order of their start, then of their id, since many begin at one moment. A page of a list reads
-- no more than it shows.
CREATE INDEX permanence_starts_at_id_idx ON permanence (starts_at, id);
-- Each minute, the lines that somebody has begun, nobody has ended and that are over
-- (lib/server/queue/end-unclosed-lines.ts).
CREATE INDEX permanence_to_end ON permanence (ends_at)
  WHERE status = 'open' OR (status = 'scheduled' AND numbers <> 'not-yet');
-- Erasing: why a half-day was cancelled, 30 days after its end.
CREATE INDEX permanence_with_cancel_reason ON permanence (ends_at) WHERE cancel_reason IS NOT NULL;
-- Erasing: the message to the room, in the night after the half-day.
CREATE INDEX permanence_with_message ON permanence (ends_at) WHERE message IS NOT NULL;

-- Which conseiller is at which desk of which permanence, from when to when.
CREATE TABLE assignment (
  id uuid PRIMARY KEY,
  permanence_id uuid NOT NULL REFERENCES permanence ON UPDATE CASCADE ON DELETE RESTRICT,
  conseiller_id uuid NOT NULL REFERENCES user_account ON UPDATE CASCADE ON DELETE RESTRICT,
  desk integer NOT NULL,
  starts_at timestamptz(3) NOT NULL,
  ends_at timestamptz(3) NOT NULL,
  topic_keys text[] NOT NULL DEFAULT '{}',  -- Topics that this person takes there; none when they take every topic.
  released boolean NOT NULL DEFAULT false,  -- The half-day was cancelled: the conseiller may be planned elsewhere.
  organisation_id uuid NOT NULL,  -- That of the half-day (docs/decisions/organisations.md).
  -- Desks are numbered from 1 to 20.
  CONSTRAINT assignment_desk CHECK (desk BETWEEN 1 AND 20),
  -- A desk has one conseiller at a time.
  CONSTRAINT assignment_desk_no_overlap EXCLUDE USING gist (permanence_id WITH =, desk WITH =, tstzrange(starts_at, ends_at, '[)') WITH &&),
  -- A conseiller is planned at one desk at a time, of all half-days that are held.
  CONSTRAINT assignment_no_overlap EXCLUDE USING gist (conseiller_id WITH =, tstzrange(starts_at, ends_at, '[)') WITH &&)
      WHERE (NOT released),
  -- An assignment ends after it begins.
  CONSTRAINT assignment_span CHECK (starts_at < ends_at),
  -- An assignment is of the organisation of its half-day.
  CONSTRAINT assignment_of_its_organisation FOREIGN KEY (permanence_id, organisation_id) REFERENCES permanence(id, organisation_id) ON UPDATE CASCADE
);
-- Whether somebody is planned elsewhere at an hour, with every assignment and for each person of a week; the constraint
-- of ranges does not serve it.
CREATE INDEX assignment_conseiller_id_ends_at_idx ON assignment (conseiller_id, ends_at);
-- Who is planned at a half-day.
CREATE INDEX assignment_permanence_id_idx ON assignment(permanence_id);

-- A span in which a conseiller is away; never why. A busy event of an external calendar is no absence.
CREATE TABLE absence (
  id uuid PRIMARY KEY,
  conseiller_id uuid NOT NULL REFERENCES user_account ON UPDATE CASCADE ON DELETE RESTRICT,
  starts_at timestamptz(3) NOT NULL,
  ends_at timestamptz(3) NOT NULL,
  -- Who entered it and sees it.
  organisation_id uuid NOT NULL REFERENCES organisation ON UPDATE CASCADE ON DELETE RESTRICT,
  -- The absences of a conseiller do not overlap. By the text of the id, so that only writing uses this index: a reading
  -- of somebody's absences touches ten times as many pages in it as in absence_conseiller_id_ends_at_idx.
  CONSTRAINT absence_no_overlap EXCLUDE USING gist ((conseiller_id::text) WITH =, tstzrange(starts_at, ends_at, '[)') WITH &&),
  -- An absence ends after it begins.
  CONSTRAINT absence_span CHECK (starts_at < ends_at)
);
-- Whether a conseiller is away, for a booking that wants them and for the planning.
CREATE INDEX absence_conseiller_id_ends_at_idx ON absence (conseiller_id, ends_at);
-- Erasing: absences, 30 days after their end.
CREATE INDEX absence_ends_at_idx ON absence (ends_at);
-- The absences of a team that are not over, on a page of its own.
CREATE INDEX absence_organisation_id_ends_at_idx ON absence (organisation_id, ends_at);

-- An event for a group: it has seats instead of slots.
CREATE TABLE workshop (
  id uuid PRIMARY KEY,
  place_id uuid NOT NULL REFERENCES place ON UPDATE CASCADE ON DELETE RESTRICT,
  organisation_id uuid NOT NULL REFERENCES organisation ON UPDATE CASCADE ON DELETE RESTRICT,
  title text NOT NULL,
  level text NOT NULL,
  starts_at timestamptz(3) NOT NULL,
  ends_at timestamptz(3) NOT NULL,
  capacity integer NOT NULL,
  status text NOT NULL DEFAULT 'scheduled',
  -- A workshop has 1 to 200 seats.
  CONSTRAINT workshop_capacity CHECK (capacity BETWEEN 1 AND 200),
  -- A workshop ends within a day: who looks for those that are not over looks at starts of the last day alone.
  CONSTRAINT workshop_span CHECK (starts_at < ends_at),
  CONSTRAINT workshop_length CHECK (ends_at <= starts_at + interval '24 hours'),
  -- For whom a workshop is, in the words of the national report.
  CONSTRAINT workshop_level CHECK (level IN ('debutant', 'intermediaire', 'avance')),
  -- A workshop is planned, was held, or was cancelled.
  CONSTRAINT workshop_status CHECK (status IN ('scheduled', 'held', 'cancelled'))
);
-- Erasing: the contacts of workshops, 30 days after their end.
CREATE INDEX workshop_ends_at_idx ON workshop (ends_at);
-- Its seats refer to a workshop together with its organisation.
CREATE UNIQUE INDEX workshop_id_organisation_id_key ON workshop (id, organisation_id);
-- The workshops in the week of an organisation.
CREATE INDEX workshop_organisation_id_starts_at_idx ON workshop (organisation_id, starts_at);
-- The first hundred workshops to come, in the order in which they are listed.
CREATE INDEX workshop_starts_at_id_idx ON workshop (starts_at, id);

-- A seat of somebody in a workshop.
CREATE TABLE workshop_place (
  id uuid PRIMARY KEY,
  workshop_id uuid NOT NULL,
  generation integer NOT NULL DEFAULT 1,  -- Part of its secret address.
  state text NOT NULL DEFAULT 'booked',
  name text,
  phone text,
  email text,
  created_at timestamptz(3) NOT NULL,
  organisation_id uuid NOT NULL,  -- That of the workshop (docs/decisions/organisations.md).
  -- A seat is booked, cancelled by either side, or it is known whether its person came.
  CONSTRAINT workshop_place_state CHECK (state IN ('booked', 'cancelled-by-resident', 'cancelled-by-service', 'attended', 'no-show')),
  -- A seat is of the organisation of its workshop.
  CONSTRAINT workshop_place_of_its_organisation FOREIGN KEY (workshop_id, organisation_id) REFERENCES workshop(id, organisation_id) ON UPDATE CASCADE
) WITH (autovacuum_vacuum_scale_factor=0, autovacuum_vacuum_threshold=50);
-- Erasing: contacts, without reading what was erased before.
CREATE INDEX workshop_place_with_contact ON workshop_place (workshop_id)
  WHERE name IS NOT NULL OR phone IS NOT NULL OR email IS NOT NULL;
-- The seats of a workshop.
CREATE INDEX workshop_place_workshop_id_idx ON workshop_place(workshop_id);

-- Keys of tables of earlier files: what opened a half-day, what was told of it and calls for help go with it.
ALTER TABLE tablet_pass ADD CONSTRAINT tablet_pass_of_its_organisation FOREIGN KEY (permanence_id, organisation_id) REFERENCES permanence(id, organisation_id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE login_session ADD CONSTRAINT login_session_permanence_id_fkey FOREIGN KEY (permanence_id) REFERENCES permanence(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE staff_told ADD CONSTRAINT staff_told_of_its_organisation FOREIGN KEY (permanence_id, organisation_id) REFERENCES permanence(id, organisation_id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE half_day_to_tell ADD CONSTRAINT half_day_to_tell_permanence_id_fkey FOREIGN KEY (permanence_id) REFERENCES permanence(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE partner_told ADD CONSTRAINT partner_told_permanence_id_fkey FOREIGN KEY (permanence_id) REFERENCES permanence(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE door_change ADD CONSTRAINT door_change_permanence_id_fkey FOREIGN KEY (permanence_id) REFERENCES permanence(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE door_told ADD CONSTRAINT door_told_permanence_id_fkey FOREIGN KEY (permanence_id) REFERENCES permanence(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE help_call ADD CONSTRAINT help_call_of_its_organisation FOREIGN KEY (permanence_id, organisation_id) REFERENCES permanence(id, organisation_id) ON UPDATE CASCADE ON DELETE CASCADE;
-- A series continues one of its own organisation, which is not deleted under it.
ALTER TABLE series ADD CONSTRAINT series_follows_one_of_its_organisation FOREIGN KEY (follows_id, organisation_id) REFERENCES series(id, organisation_id) ON DELETE RESTRICT;
-- A half-day is held instead of one of its own organisation.
ALTER TABLE permanence ADD CONSTRAINT permanence_moved_within_its_organisation FOREIGN KEY (moved_to_id, organisation_id) REFERENCES permanence(id, organisation_id);

-- Refuses to rename a topic or to give it away: half-days, appointments and visits name it by its key. A CHECK does not
-- see what was there before.
CREATE FUNCTION refuse_renaming_a_topic() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.key <> OLD.key OR (OLD.organisation_id IS NOT NULL AND NEW.organisation_id IS DISTINCT FROM OLD.organisation_id) THEN
    RAISE EXCEPTION 'a topic keeps its key and its organisation' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'topic_keeps_its_key';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER topic_keeps_its_key BEFORE UPDATE OF key, organisation_id ON topic FOR EACH ROW EXECUTE FUNCTION refuse_renaming_a_topic();

-- Refuses to delete a topic, for the same reason: it is switched off instead (`active`).
CREATE FUNCTION refuse_deleting_a_topic() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'topics are switched off, never deleted' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'topic_never_deleted';
END $$;
CREATE TRIGGER topic_never_deleted BEFORE DELETE ON topic FOR EACH ROW EXECUTE FUNCTION refuse_deleting_a_topic();

-- Refuses a key that is no topic of the organisation, under the name of the trigger, in tables with `topic_keys`. A
-- CHECK
-- cannot read another table, and a foreign key cannot check a list.
CREATE FUNCTION check_topics() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM unnest(NEW.topic_keys) AS named (key)
             WHERE NOT EXISTS (SELECT FROM topics_of(NEW.organisation_id) AS topic WHERE topic.key = named.key)) THEN
    RAISE EXCEPTION 'a key is no topic of the organisation' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NEW;
END $$;
-- A series takes topics of its organisation alone.
CREATE TRIGGER series_topics_of_its_organisation BEFORE INSERT OR UPDATE OF topic_keys, organisation_id ON series FOR EACH ROW
  WHEN (NEW.topic_keys <> '{}') EXECUTE FUNCTION check_topics();

-- Notes a half-day that is cancelled, or held after all, for its partners. A half-day that is made cancelled is told to
-- nobody.
CREATE FUNCTION note_half_day_to_tell() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO half_day_to_tell (permanence_id, was_cancelled) VALUES (NEW.id, OLD.status = 'cancelled') ON CONFLICT (permanence_id) DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER cancelled_half_day_is_told AFTER UPDATE OF status ON permanence FOR EACH ROW
  WHEN ((OLD.status = 'cancelled') IS DISTINCT FROM (NEW.status = 'cancelled')) EXECUTE FUNCTION note_half_day_to_tell();

-- Notes a half-day that its door says wrong, as it was before, or that it changed again.
CREATE FUNCTION note_door_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO door_change (permanence_id, place_id, starts_at, ends_at, was_held, look_at) VALUES (NEW.id, NEW.place_id, NEW.starts_at, NEW.ends_at, true, '1970-01-01T00:00:00Z');
  ELSE
    INSERT INTO door_change (permanence_id, place_id, starts_at, ends_at, was_held, look_at)
    VALUES (NEW.id, OLD.place_id, OLD.starts_at, OLD.ends_at, is_held_half_day(OLD.status, OLD.closure_id), '1970-01-01T00:00:00Z')
    ON CONFLICT (permanence_id) DO UPDATE SET look_at = EXCLUDED.look_at;
  END IF;
  RETURN NULL;
END $$;
-- Contacts on site are told when a half-day is not held as the poster says: not at all, at other hours, or elsewhere.
CREATE TRIGGER changed_half_day_is_told_at_its_door AFTER UPDATE OF status, closure_id, starts_at, ends_at, place_id ON permanence FOR EACH ROW
  WHEN (is_held_half_day(OLD.status, OLD.closure_id) <> is_held_half_day(NEW.status, NEW.closure_id)
    OR (OLD.place_id, OLD.starts_at, OLD.ends_at) IS DISTINCT FROM (NEW.place_id, NEW.starts_at, NEW.ends_at))
  EXECUTE FUNCTION note_door_change();

-- Notes the booked people of a line that was closed or reopened: they may have to be told.
CREATE FUNCTION note_closed_line_to_tell() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO to_tell (appointment_id) SELECT id FROM appointment WHERE permanence_id = NEW.id AND state = 'booked' ORDER BY id
    ON CONFLICT (appointment_id) DO UPDATE SET change = EXCLUDED.change;
  RETURN NULL;
END $$;
CREATE TRIGGER closed_line_is_told AFTER UPDATE OF closed_at ON permanence FOR EACH ROW
  WHEN (OLD.closed_at IS DISTINCT FROM NEW.closed_at) EXECUTE FUNCTION note_closed_line_to_tell();

-- Notes for everybody planned at a half-day that it moved to another place.
CREATE FUNCTION note_moved_place_to_staff() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO staff_told (account_id, permanence_id, organisation_id, ends_at, known_start, known_end, known_place_id)
    SELECT conseiller_id, NEW.id, NEW.organisation_id, NEW.ends_at, min(starts_at), max(ends_at), OLD.place_id FROM assignment WHERE permanence_id = NEW.id AND NOT released GROUP BY conseiller_id ORDER BY conseiller_id
  ON CONFLICT (account_id, permanence_id) DO UPDATE SET changed = true;
  RETURN NULL;
END $$;
CREATE TRIGGER moved_place_is_told AFTER UPDATE OF place_id ON permanence FOR EACH ROW
  WHEN (OLD.place_id <> NEW.place_id) EXECUTE FUNCTION note_moved_place_to_staff();

-- A cancelled half-day releases its conseillers, who may be planned elsewhere.
CREATE FUNCTION release_assignments() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE assignment SET released = true WHERE permanence_id = NEW.id AND NOT released;
  RETURN NULL;
END $$;
CREATE TRIGGER permanence_cancelled_releases AFTER UPDATE OF status ON permanence FOR EACH ROW
  WHEN (NEW.status = 'cancelled' AND OLD.status <> 'cancelled') EXECUTE FUNCTION release_assignments();

-- Figures name the place, organisation and local date of their half-day, and are counted in the order of its start.
-- When one of these changes they become stale. A half-day that is moved to a time that was counted already begins with
-- stale figures.
CREATE FUNCTION half_day_changed_late() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE half_day_figures SET stale = true WHERE permanence_id = NEW.id AND NOT stale;
  INSERT INTO half_day_figures (permanence_id, organisation_id, place_id, local_date, stale)
    SELECT NEW.id, NEW.organisation_id, NEW.place_id, NEW.local_date, true
    FROM half_day_figures_progress WHERE NEW.starts_at <= through
    ON CONFLICT (permanence_id) DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER permanence_changed_makes_figures_stale
  AFTER UPDATE OF starts_at, ends_at, place_id, organisation_id, local_date ON permanence FOR EACH ROW
  WHEN ((OLD.starts_at, OLD.ends_at, OLD.place_id, OLD.organisation_id, OLD.local_date)
    IS DISTINCT FROM (NEW.starts_at, NEW.ends_at, NEW.place_id, NEW.organisation_id, NEW.local_date))
  EXECUTE FUNCTION half_day_changed_late();

-- Counts a change of the events of an organisation at a place: before and after it, when a half-day moves. Feeds answer
-- “not modified” by this count.
CREATE FUNCTION count_feed_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO feed_version AS feed (organisation_id, place_id, changed_at)
    SELECT DISTINCT changed.organisation_id, changed.place_id,
      greatest(NEW.vevent_at, NEW.updated_at, OLD.vevent_at, OLD.updated_at)
    FROM (VALUES (NEW.organisation_id, NEW.place_id), (OLD.organisation_id, OLD.place_id)) AS changed (organisation_id, place_id)
    WHERE changed.place_id IS NOT NULL
    ORDER BY 1, 2
    ON CONFLICT (organisation_id, place_id) DO UPDATE
      SET changes = feed.changes + 1, changed_at = greatest(feed.changed_at + interval '1 second', EXCLUDED.changed_at);
  RETURN NULL;
END $$;
-- An event that is deleted, written or changed makes the feed a new one.
CREATE TRIGGER permanence_feed_deleted AFTER DELETE ON permanence FOR EACH ROW
  WHEN (OLD.vevent IS NOT NULL) EXECUTE FUNCTION count_feed_change();
CREATE TRIGGER permanence_feed_inserted AFTER INSERT ON permanence FOR EACH ROW
  WHEN (NEW.vevent IS NOT NULL) EXECUTE FUNCTION count_feed_change();
CREATE TRIGGER permanence_feed_updated AFTER UPDATE OF vevent, organisation_id, place_id, starts_at ON permanence FOR EACH ROW
  WHEN ((OLD.vevent, OLD.organisation_id, OLD.place_id, OLD.starts_at) IS DISTINCT FROM (NEW.vevent, NEW.organisation_id, NEW.place_id, NEW.starts_at))
  EXECUTE FUNCTION count_feed_change();

-- A half-day takes topics of its organisation alone.
CREATE TRIGGER permanence_topics_of_its_organisation BEFORE INSERT OR UPDATE OF topic_keys, organisation_id ON permanence FOR EACH ROW
  WHEN (NEW.topic_keys <> '{}') EXECUTE FUNCTION check_topics();

-- Notes when the text of an event changed, whoever changes it.
CREATE FUNCTION stamp_vevent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.vevent_at := NEW.updated_at;
  RETURN NEW;
END $$;
CREATE TRIGGER permanence_vevent_changed BEFORE UPDATE OF vevent ON permanence FOR EACH ROW
  WHEN (NEW.vevent IS DISTINCT FROM OLD.vevent) EXECUTE FUNCTION stamp_vevent();
CREATE TRIGGER permanence_vevent_written BEFORE INSERT ON permanence FOR EACH ROW
  WHEN (NEW.vevent IS NOT NULL) EXECUTE FUNCTION stamp_vevent();

-- A half-day that is written after the figures of its time begins with stale ones.
CREATE FUNCTION half_day_written_late() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO half_day_figures (permanence_id, organisation_id, place_id, local_date, stale)
    SELECT written.id, written.organisation_id, written.place_id, written.local_date, true
    FROM written JOIN half_day_figures_progress ON written.starts_at <= through;
  RETURN NULL;
END $$;
-- Once a statement, since the dates of a series are written together.
CREATE TRIGGER permanence_written_late AFTER INSERT ON permanence REFERENCING NEW TABLE AS written
  FOR EACH STATEMENT EXECUTE FUNCTION half_day_written_late();
-- A date that is written while its place is shut: the poster names it all the same.
CREATE TRIGGER shut_half_day_is_told_at_its_door AFTER INSERT ON permanence FOR EACH ROW WHEN (NEW.closure_id IS NOT NULL) EXECUTE FUNCTION note_door_change();

-- The names of a line move with a half-day that is planned anew: they are erased in the night after its new end.
CREATE FUNCTION visit_identity_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE visit_identity SET day = NEW.local_date, erase_at = night_after(NEW.ends_at, NEW.time_zone)
    FROM visit WHERE visit.permanence_id = NEW.id AND visit_identity.visit_id = visit.id AND visit_identity.day = OLD.local_date;
  RETURN NULL;
END $$;
CREATE TRIGGER visit_identity_moves AFTER UPDATE OF ends_at, local_date, time_zone ON permanence FOR EACH ROW
  WHEN (OLD.ends_at <> NEW.ends_at OR OLD.local_date <> NEW.local_date OR OLD.time_zone <> NEW.time_zone)
  EXECUTE FUNCTION visit_identity_moves();

-- Notes whom an act plans, takes off or moves, for telling them. Who was planned before anything was noted of them
-- knows it: it stood in the planning.
CREATE FUNCTION note_staff_to_tell() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    INSERT INTO staff_told (account_id, permanence_id, organisation_id, ends_at, known_start, known_end, known_place_id)
      SELECT OLD.conseiller_id, p.id, p.organisation_id, p.ends_at, shown.is_at, shown.until, shown.there
      FROM permanence p, LATERAL (SELECT CASE WHEN NOT OLD.released THEN OLD.starts_at END AS is_at, CASE WHEN NOT OLD.released THEN OLD.ends_at END AS until, CASE WHEN NOT OLD.released THEN p.place_id END AS there) AS shown
      WHERE p.id = OLD.permanence_id
    ON CONFLICT (account_id, permanence_id) DO UPDATE SET changed = true;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO staff_told (account_id, permanence_id, organisation_id, ends_at) SELECT NEW.conseiller_id, p.id, p.organisation_id, p.ends_at FROM permanence p WHERE p.id = NEW.permanence_id
    ON CONFLICT (account_id, permanence_id) DO UPDATE SET changed = true;
  END IF;
  RETURN NULL;
END $$;
-- Who is planned is told when that begins, changes or ends.
CREATE TRIGGER assignment_changed_is_told AFTER UPDATE ON assignment FOR EACH ROW
  WHEN ((OLD.conseiller_id, OLD.permanence_id, OLD.starts_at, OLD.ends_at, OLD.released) IS DISTINCT FROM (NEW.conseiller_id, NEW.permanence_id, NEW.starts_at, NEW.ends_at, NEW.released)) EXECUTE FUNCTION note_staff_to_tell();
CREATE TRIGGER assignment_made_is_told AFTER INSERT ON assignment FOR EACH ROW EXECUTE FUNCTION note_staff_to_tell();

-- A conseiller takes topics of the organisation alone.
CREATE TRIGGER assignment_topics_of_its_organisation BEFORE INSERT OR UPDATE OF topic_keys, organisation_id ON assignment FOR EACH ROW
  WHEN (NEW.topic_keys <> '{}') EXECUTE FUNCTION check_topics();
-- Who is not planned any more is told too.
CREATE TRIGGER assignment_unmade_is_told AFTER DELETE ON assignment FOR EACH ROW EXECUTE FUNCTION note_staff_to_tell();

-- The topics of an organisation, switched off ones included: its own, or those of every organisation while it has none.
-- One
-- SELECT, so that Postgres merges it into the statement that asks.
CREATE FUNCTION topics_of(organisation uuid) RETURNS SETOF topic LANGUAGE sql STABLE AS $$
  SELECT own.* FROM topic AS own WHERE own.organisation_id = organisation
  UNION ALL
  SELECT every.* FROM topic AS every WHERE every.organisation_id IS NULL AND NOT EXISTS (SELECT FROM topic AS own WHERE own.organisation_id = organisation)
$$;

-- The topics that an organisation offers at a place; at a place that is NULL, those that it offers at all.
CREATE FUNCTION topics_offered(organisation uuid, at_place uuid) RETURNS SETOF topic LANGUAGE sql STABLE AS $$
  SELECT t.* FROM topics_of(organisation) AS t
  WHERE t.active AND NOT EXISTS (SELECT FROM topic_off AS off WHERE off.topic_id = t.id AND off.place_id = at_place)
$$;

-- The keys of the topics that an organisation does not offer at a place, although it offers them elsewhere.
CREATE FUNCTION topics_off(organisation uuid, at_place uuid) RETURNS text[] LANGUAGE sql STABLE AS $$
  SELECT ARRAY(SELECT t.key FROM topic_off AS off JOIN topic AS t ON t.id = off.topic_id
               WHERE off.place_id = at_place AND t.organisation_id = organisation)
$$;
