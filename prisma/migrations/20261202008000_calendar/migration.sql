-- The module calendar: shares of a calendar, requests for one, versions of feeds, the installation and its clock.

-- Which organisation sees the calendar of which other, in how much detail. Revoking sets the date and raises the
-- generation, which ends its secret address.
CREATE TABLE calendar_share (
  id uuid PRIMARY KEY,
  giver_id uuid NOT NULL REFERENCES organisation ON UPDATE CASCADE ON DELETE RESTRICT,  -- Whose half-days are shown.
  receiver_id uuid NOT NULL REFERENCES organisation ON UPDATE CASCADE ON DELETE RESTRICT,  -- The partner.
  name text NOT NULL,
  level text NOT NULL,  -- How much it tells (docs/calendars.md#levels).
  generation integer NOT NULL DEFAULT 1,  -- Part of its secret address: raised to make the former one invalid.
  created_at timestamptz(3) NOT NULL,
  revoked_at timestamptz(3),
  every_place boolean NOT NULL,  -- Every place of the giver, or those of calendar_share_place alone.
  shows text NOT NULL DEFAULT 'places',  -- By what it is chosen.
  topic_keys text[] NOT NULL DEFAULT '{}',  -- Of a share by topics.
  expires_at timestamptz(3),
  last_read_at timestamptz(3),  -- When it was last asked for, to the hour; nothing about who asked.
  changed_at timestamptz(3),  -- Since when it shows what it shows, for readers that ask with a date.
  frame_origins text[] NOT NULL DEFAULT '{}',  -- Sites that may show its page in a frame.
  told_email text,  -- To whom a mail goes when a half-day is cancelled or held after all.
  -- Of the address that stops these mails: raised when another e-mail is written.
  told_generation integer NOT NULL DEFAULT 1,
  -- Ten sites at most show a share in a frame.
  CONSTRAINT calendar_share_frame_origins CHECK (cardinality(frame_origins) <= 10),
  -- The levels of docs/calendars.md#levels: each tells what the one before tells, and more.
  CONSTRAINT calendar_share_level CHECK (level IN ('open-hours', 'with-load', 'operational')),
  -- A share by series or topics names no place.
  CONSTRAINT calendar_share_other_than_by_places CHECK (shows = 'places' OR NOT every_place),
  -- A share is chosen by places, by series or by topics.
  CONSTRAINT calendar_share_shows CHECK (shows IN ('places', 'series', 'topics')),
  -- A mail about a share goes to a mail address.
  CONSTRAINT calendar_share_told_email CHECK (told_email ~ '^[^\s@]+@[^\s@]+$' AND length(told_email) <= 254),
  -- A share by topics names some, and no other share does.
  CONSTRAINT calendar_share_topics CHECK ((shows = 'topics') = (cardinality(topic_keys) > 0))
);
-- The shares that an organisation gives (lib/server/calendar/given-shares.ts).
CREATE INDEX calendar_share_giver_id_idx ON calendar_share (giver_id);
-- The shares that a partner reads (lib/server/calendar/list-shares.ts).
CREATE INDEX calendar_share_receiver_id_idx ON calendar_share (receiver_id);

-- How often the events of an organisation at a place have changed, counted by triggers. Without a row nothing has
-- changed since counting began.
CREATE TABLE feed_version (
  organisation_id uuid REFERENCES organisation ON UPDATE CASCADE ON DELETE CASCADE,
  place_id uuid REFERENCES place ON UPDATE CASCADE ON DELETE CASCADE,
  changes bigint NOT NULL DEFAULT 1,
  changed_at timestamptz NOT NULL DEFAULT now(),  -- Rises by a second at least: readers ask with a date to the second.
  rewrite_due_at timestamptz(3),  -- Since when the texts of the half-days to come are to be written anew.
  PRIMARY KEY (organisation_id, place_id)
);
-- The feeds whose texts are to be written anew (lib/server/calendar/rewrite-due.ts).
CREATE INDEX feed_version_rewrite_due_at_idx ON feed_version (rewrite_due_at) WHERE rewrite_due_at IS NOT NULL;

-- What is fixed once for this installation: one row.
CREATE TABLE installation (
  id boolean DEFAULT true PRIMARY KEY,
  calendar_host text NOT NULL,  -- In the UID of every event, for ever: with another host they would be other events.
  -- The host can stand in a UID: letters, digits, points, brackets and a port.
  CONSTRAINT installation_calendar_host_is_a_host CHECK (calendar_host ~ '^[A-Za-z0-9.:\[\]-]+$' AND length(calendar_host) <= 260),
  -- There is one row.
  CONSTRAINT installation_has_one_row CHECK (id)
);

-- A place that a share shows. One that is deleted leaves the share: the share never grows by it.
CREATE TABLE calendar_share_place (
  share_id uuid REFERENCES calendar_share ON UPDATE CASCADE ON DELETE CASCADE,
  place_id uuid REFERENCES place ON UPDATE CASCADE ON DELETE CASCADE,
  PRIMARY KEY (share_id, place_id)
);
-- A place that is deleted leaves every share.
CREATE INDEX calendar_share_place_place_id_idx ON calendar_share_place (place_id);

-- The series of a share that is chosen by series.
CREATE TABLE calendar_share_series (
  share_id uuid REFERENCES calendar_share ON UPDATE CASCADE ON DELETE CASCADE,
  series_id uuid REFERENCES series ON UPDATE CASCADE ON DELETE CASCADE,
  PRIMARY KEY (share_id, series_id)
);
-- A series that is deleted leaves every share.
CREATE INDEX calendar_share_series_series_id_idx ON calendar_share_series (series_id);

-- What a partner asks for: a share of an organisation's calendar. Erased after 90 days.
CREATE TABLE share_request (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL REFERENCES organisation ON UPDATE CASCADE ON DELETE RESTRICT,
  sender text NOT NULL,  -- The name of the organisation that asks.
  email text,
  phone text,
  purpose text NOT NULL,  -- What for, in its words.
  created_at timestamptz(3) NOT NULL,
  decided_at timestamptz(3),
  accepted boolean,  -- Empty until it is decided.
  share_id uuid REFERENCES calendar_share ON UPDATE CASCADE ON DELETE CASCADE,  -- The share by which it was accepted.
  -- Who asks can be answered.
  CONSTRAINT share_request_can_be_answered CHECK (email IS NOT NULL OR phone IS NOT NULL),
  -- A decision has its moment.
  CONSTRAINT share_request_is_decided_at_a_moment CHECK ((decided_at IS NULL) = (accepted IS NULL)),
  -- A share is the answer to a request that was accepted.
  CONSTRAINT share_request_of_a_share_is_accepted CHECK (share_id IS NULL OR coalesce(accepted, false))
);
-- Erasing: requests, after 90 days.
CREATE INDEX share_request_created_at_idx ON share_request (created_at);
-- The requests that wait for an answer of an organisation (lib/server/calendar/share-requests.ts).
CREATE INDEX share_request_organisation_id_created_at_idx ON share_request (organisation_id, created_at);
-- The telephone of who asked for a share, when a mail about it never left (lib/server/calendar/partners-not-told.ts).
CREATE INDEX share_request_share_id_idx ON share_request (share_id);

-- The shift of the instance's clock outside production: one row, so that every process agrees
-- (docs/architecture.md#clock).
CREATE TABLE instance_clock (
  id integer DEFAULT 1 PRIMARY KEY,
  offset_ms bigint NOT NULL DEFAULT 0,
  -- There is one row.
  CONSTRAINT instance_clock_single CHECK (id = 1)
);

-- Keys of tables of earlier files: messages and what a partner knows go with a share.
ALTER TABLE outbox ADD CONSTRAINT outbox_share_id_fkey FOREIGN KEY (share_id) REFERENCES calendar_share(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE partner_told ADD CONSTRAINT partner_told_share_id_fkey FOREIGN KEY (share_id) REFERENCES calendar_share(id) ON UPDATE CASCADE ON DELETE CASCADE;
