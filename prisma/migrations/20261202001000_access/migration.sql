-- The module access: organisations with what they say of themselves, accounts and logins, roles and invitations,
-- devices and tokens, limits, the journal.
--
-- How to read the nine files. A sentence stands for every constraint, index or key below it, up to the next sentence.
-- An empty column passes a CHECK about its value: such a rule holds where there is a value.
--
-- The sentence of a function also stands for the triggers that call it, below it.
--
-- A foreign key at a column says that the row is about a row of that table. CASCADE: it goes with that row. RESTRICT:
-- that row stays as long as something refers to it. SET NULL: the row goes on without it.
--
-- A key of two columns that is named …_of_its_organisation keeps two organisations apart: a row and what it refers to
-- are of one organisation (docs/decisions/organisations.md).
--
-- States are text with a CHECK (docs/decisions/acts-and-rows.md). Moments have milliseconds, as the tablet has.
--
-- An index with the word “Erasing” serves the job that looks each minute for what is due
-- (lib/server/privacy/erasures.ts).

CREATE EXTENSION IF NOT EXISTS btree_gist;

-- The contrast of white text on a colour #rrggbb, from 1 to 21 (WCAG 2.2, relative luminance). The weights are of the
-- linear red, green and blue.
CREATE FUNCTION contrast_with_white(colour text) RETURNS numeric LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT round((1.05 / (0.05 + sum(weight * CASE WHEN part <= 0.04045 THEN part / 12.92 ELSE power((part + 0.055) / 1.055, 2.4) END)))::numeric, 2)
  FROM (SELECT get_byte(decode(substring(colour FROM 2), 'hex'), channel)::double precision / 255 AS part, weight
        FROM (VALUES (0, 0.2126), (1, 0.7152), (2, 0.0722)) AS weights (channel, weight)) AS parts
$$;

-- A city, a CAF (family benefits office), an association or another body. `runs_permanences`: it runs permanences,
-- `partner` sees
-- calendars that are shared with it. An organisation can be both.
CREATE TABLE organisation (
  id uuid PRIMARY KEY,
  slug text NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  runs_permanences boolean NOT NULL DEFAULT false,
  partner boolean NOT NULL DEFAULT false,
  phone text,  -- For residents.
  phone_hours text,  -- When somebody answers it, as residents read it.
  hosts boolean NOT NULL DEFAULT false,  -- It hosts the installation: its administrators invite further organisations.
  -- The organisation that hosts the installation is an organisation.
  CONSTRAINT organisation_hosts_and_runs CHECK (NOT hosts OR runs_permanences),
  -- Every organisation is of a known kind.
  CONSTRAINT organisation_kind CHECK (kind IN ('city', 'caf', 'employer', 'association', 'other'))
);
-- One organisation hosts the installation.
CREATE UNIQUE INDEX organisation_one_hosts ON organisation (hosts) WHERE hosts;
-- The organisations of the installation, and which of them have a telephone (lib/server/place/read-organisation.ts).
CREATE INDEX organisation_running ON organisation (phone, name) WHERE runs_permanences;
-- The name in an address is that of one organisation.
CREATE UNIQUE INDEX organisation_slug_key ON organisation(slug);

-- What was said in the guided set-up of an organisation and no other row tells (lib/place/first-hour.ts).
CREATE TABLE set_up_mark (
  organisation_id uuid REFERENCES organisation ON UPDATE CASCADE ON DELETE CASCADE,
  mark text,
  marked_at timestamptz(3) NOT NULL,
  PRIMARY KEY (organisation_id, mark),
  -- A mark is one of the steps of the set-up, its end (`finished`), or that it was put away for now.
  CONSTRAINT set_up_mark_is_known CHECK (mark IN ('mails', 'team', 'topics', 'finished', 'put-away'))
);

-- What an organisation says of itself on its pages, posters and mails (docs/look-and-wording.md#organisations). Without
-- a row
-- its organisation's name is said.
CREATE TABLE organisation_settings (
  organisation_id uuid PRIMARY KEY REFERENCES organisation ON UPDATE CASCADE ON DELETE CASCADE,
  service_name text NOT NULL,  -- What residents read at the top of a page.
  accent text,  -- The colour of its pages.
  department text,  -- Number of the département.
  written_mail text,  -- Where residents may write: a mail address, and a number for SMS.
  written_sms text,
  sign_relay text,  -- Address of the relay in sign language.
  publisher text,  -- Lines of the legal notice: publisher, director of publication, host of the site.
  director text,
  host text,
  own_host text,  -- Host name at which its own pages are shown (lib/place/host-name.ts).
  -- Lines of the record of processing activities, until `transfers` (outside the European Union). `dpo`: the data
  -- protection officer, and how to reach them.
  dpo text,
  joint_controller text,
  legal_basis text,
  transfers text,
  -- Minutes before the hour at which a reminder leaves; empty: this one is not sent.
  first_reminder integer DEFAULT 2880,
  last_reminder integer DEFAULT 120,
  sms_cap integer,  -- SMS of a place in a calendar month at most; empty: no limit.
  -- The accent is a colour #rrggbb on which white text can be read: a contrast of at least 4.5 to 1 (WCAG 2.2).
  CONSTRAINT organisation_settings_accent_is_a_colour CHECK (accent ~ '^#[0-9a-f]{6}$'),
  CONSTRAINT organisation_settings_accent_can_be_read CHECK (accent !~ '^#[0-9a-f]{6}$' OR contrast_with_white(accent) >= 4.5),
  -- The département is written by its number; Corsica is 2A and 2B.
  CONSTRAINT organisation_settings_department CHECK (department ~ '^([0-9]{2}|2[AB]|97[1-8]|98[4678])$'),
  -- The host name is written as a request names it: small letters, no port, no network address.
  CONSTRAINT organisation_settings_own_host CHECK (length(own_host) <= 253 AND own_host ~ '^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$'),
  -- Reminders leave from an hour to a week before the appointment, and six hours apart at least.
  CONSTRAINT organisation_settings_reminders CHECK (first_reminder BETWEEN 60 AND 10080 AND last_reminder BETWEEN 60 AND 10080 AND first_reminder - last_reminder >= 360),
  -- The name of the service is never empty and stands in one line.
  CONSTRAINT organisation_settings_service_name CHECK (length(service_name) BETWEEN 1 AND 60 AND service_name !~ '[[:cntrl:]]'),
  -- Residents can use what they read: an https address, a mail address, an international telephone number.
  CONSTRAINT organisation_settings_sign_relay CHECK (length(sign_relay) <= 500 AND sign_relay ~ '^https://[^[:space:]]+$'),
  CONSTRAINT organisation_settings_written_mail CHECK (length(written_mail) <= 254 AND written_mail ~ '^[^[:space:]@]+@[^[:space:]@]+$'),
  CONSTRAINT organisation_settings_written_sms CHECK (written_sms ~ '^\+[1-9][0-9]{6,14}$'),
  -- The limit of SMS is a number from none to a million.
  CONSTRAINT organisation_settings_sms_cap CHECK (sms_cap BETWEEN 0 AND 1000000),
  -- Texts that people write have a bounded length.
  CONSTRAINT organisation_settings_legal_lines CHECK (length(publisher) <= 200 AND length(director) <= 200 AND length(host) <= 500),
  CONSTRAINT organisation_settings_register_lines CHECK (length(dpo) <= 300 AND length(joint_controller) <= 300 AND length(legal_basis) <= 500 AND length(transfers) <= 500)
);
-- A host name shows the pages of one organisation.
CREATE UNIQUE INDEX organisation_settings_own_host_key ON organisation_settings (own_host);

-- The accessibility statement that the law asks for (lib/place/accessibility-statement.ts). Without a row: « non
-- conforme », no audit.
CREATE TABLE organisation_accessibility (
  organisation_id uuid PRIMARY KEY REFERENCES organisation_settings ON UPDATE CASCADE ON DELETE CASCADE,
  state text NOT NULL,  -- full, partial, none: « totalement », « partiellement » or « non conforme ».
  rate double precision,  -- Percent of the criteria that are met.
  auditor text,
  audited_on date,
  failures text,
  derogations text,
  exempt text,  -- Contents that the law leaves out.
  technologies text,
  tools text,
  declared_on date,
  contact text,  -- A mail address, or the https address of a form.
  recourse text,  -- What to do when nobody answers.
  plan text,  -- Addresses of the plan of several years and of the plan of this year.
  year_plan text,
  -- The declaration names a way to write to the organisation: a mail address, or the https address of a form.
  CONSTRAINT organisation_accessibility_contact CHECK (
      length(contact) <= 500 AND (contact ~ '^[^[:space:]@/]+@[^[:space:]@]+$' OR contact ~ '^https://[^[:space:]]+$')
    ),
  -- Without an audit a site is « non conforme »; with one it is « totalement » at 100 % and « partiellement » from 50 %
  -- on.
  CONSTRAINT organisation_accessibility_follows_the_audit CHECK (
      state = 'none'
      OR rate IS NOT NULL AND auditor IS NOT NULL AND audited_on IS NOT NULL AND rate >= 50 AND (state = 'full') = (rate = 100)
    ),
  -- The two plans are published at an https address.
  CONSTRAINT organisation_accessibility_plans CHECK (
      (plan IS NULL OR length(plan) <= 500 AND plan ~ '^https://[^[:space:]]+$')
      AND (year_plan IS NULL OR length(year_plan) <= 500 AND year_plan ~ '^https://[^[:space:]]+$')
    ),
  -- The state is one of the three of the law, and the rate is a percentage.
  CONSTRAINT organisation_accessibility_state CHECK (state IN ('full', 'partial', 'none')),
  CONSTRAINT organisation_accessibility_rate CHECK (rate BETWEEN 0 AND 100),
  -- Texts that people write have a bounded length.
  CONSTRAINT organisation_accessibility_texts CHECK (
      length(auditor) <= 200 AND length(failures) <= 4000 AND length(derogations) <= 4000 AND length(exempt) <= 4000
      AND length(technologies) <= 500 AND length(tools) <= 1000 AND length(recourse) <= 500
    )
);

-- The logo of an organisation, apart from the settings, which are read without it.
CREATE TABLE organisation_logo (
  organisation_id uuid PRIMARY KEY REFERENCES organisation_settings ON UPDATE CASCADE ON DELETE CASCADE,
  media_type text NOT NULL,
  picture bytea NOT NULL,
  etag text NOT NULL,  -- A hash of the picture, in its address.
  -- A logo is a PNG or SVG picture of 256 KiB at most.
  CONSTRAINT organisation_logo_is_small CHECK (octet_length(picture) BETWEEN 1 AND 262144),
  CONSTRAINT organisation_logo_media_type CHECK (media_type IN ('image/png', 'image/svg+xml'))
);

-- An account of staff or of a partner, named by role; never a resident.
CREATE TABLE user_account (
  id uuid PRIMARY KEY,
  email text NOT NULL,
  email_verified timestamptz(3),
  name text,
  image text,
  anonymised_at timestamptz(3),  -- An account is never deleted: its name and address are replaced instead.
  languages text[] NOT NULL DEFAULT '{}',  -- Spoken at a desk (ISO 639).
  -- An anonymised account keeps no name, picture or address of its person.
  CONSTRAINT user_account_anonymised_is_nobody CHECK (anonymised_at IS NULL OR (name IS NULL AND image IS NULL AND email_verified IS NULL AND email = id || '@anonymised.invalid'))
);
-- An address is one, however its letters are written. Signing in looks for an account by it
-- (lib/server/auth/account-of-email.ts).
CREATE UNIQUE INDEX user_account_address ON user_account (lower(email));

-- What opens the shared tablet of a place on one day: the code of the day (without half-day), or what a colleague shows
-- for one half-day. Its six digits and its address are derived from the id.
CREATE TABLE tablet_pass (
  id uuid PRIMARY KEY,
  -- Of the half-days that it opens; the place may be another's.
  organisation_id uuid NOT NULL REFERENCES organisation ON UPDATE CASCADE ON DELETE RESTRICT,
  place_id uuid NOT NULL,
  local_date date NOT NULL,  -- The day at the place, from three in the morning to the next three.
  permanence_id uuid,  -- Empty in the code of the day.
  -- The colleague who shows it, or who made the code.
  made_by_id uuid NOT NULL REFERENCES user_account ON UPDATE CASCADE ON DELETE RESTRICT,
  created_at timestamptz(3) NOT NULL,
  ended_at timestamptz(3),
  -- A pass ends after it was made.
  CONSTRAINT tablet_pass_ends_later CHECK (ended_at IS NULL OR ended_at >= created_at)
);
-- Erasing: passes, 30 days after their day.
CREATE INDEX tablet_pass_local_date_idx ON tablet_pass (local_date);
-- A place has one open code of the day for each organisation.
CREATE UNIQUE INDEX tablet_pass_one_code_of_the_day ON tablet_pass (place_id, organisation_id, local_date) WHERE permanence_id IS NULL AND ended_at IS NULL;
-- A colleague who shows a half-day twice shows the same pass.
CREATE UNIQUE INDEX tablet_pass_one_of_a_colleague ON tablet_pass (permanence_id, made_by_id) WHERE permanence_id IS NOT NULL AND ended_at IS NULL;
-- What is typed at the tablet of a place is compared with its passes of the day
-- (lib/server/auth/tablet/open-tablet.ts).
CREATE INDEX tablet_pass_place_id_local_date_idx ON tablet_pass (place_id, local_date);

-- A login. The adapter of next-auth expects the name; nothing else in the product is called a session.
CREATE TABLE login_session (
  id uuid PRIMARY KEY,
  session_token text NOT NULL,  -- By hash.
  user_id uuid NOT NULL REFERENCES user_account ON UPDATE CASCADE ON DELETE CASCADE,
  expires timestamptz(3) NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  last_seen_on date,
  second_factor_at timestamptz(3),  -- When the second factor was given in this login.
  -- Of a shared tablet: the half-day to which it is narrowed, and what opened it
  -- (docs/decisions/shared-tablet-and-practice.md).
  permanence_id uuid,
  tablet_pass_id uuid REFERENCES tablet_pass ON UPDATE CASCADE ON DELETE CASCADE,
  -- A login of a shared tablet names its half-day and the pass that opened it; any other login names neither.
  CONSTRAINT login_session_of_a_tablet CHECK ((permanence_id IS NULL) = (tablet_pass_id IS NULL))
);
-- Erasing: logins that have expired.
CREATE INDEX login_session_expires ON login_session (expires);
-- A token opens one login; each request with a login looks for it (lib/server/auth/read-login.ts).
CREATE UNIQUE INDEX login_session_session_token_key ON login_session(session_token);
-- The logins of somebody, which they list and end (lib/server/auth/own-account.ts).
CREATE INDEX login_session_user_id_idx ON login_session(user_id);

-- The second factor of an account, once a code of it was typed (docs/decisions/signing-in.md).
CREATE TABLE second_factor (
  user_id uuid PRIMARY KEY REFERENCES user_account ON UPDATE CASCADE ON DELETE CASCADE,
  secret text NOT NULL,  -- Sealed.
  confirmed_at timestamptz(3) NOT NULL,
  last_step integer NOT NULL  -- The last step of thirty seconds whose code was used: no code is used twice.
);

-- A recovery code that was not used yet.
CREATE TABLE recovery_code (
  user_id uuid REFERENCES second_factor ON UPDATE CASCADE ON DELETE CASCADE,
  proof text,  -- Keyed hash of the code.
  PRIMARY KEY (user_id, proof)
);

-- A form of the team that is to be shown again, sealed, of the account that typed it. Without account: of a login that
-- had ended; it is that of the first who opens it (docs/decisions/set-up.md).
CREATE TABLE typed_form (
  id uuid PRIMARY KEY,
  user_id uuid REFERENCES user_account ON UPDATE CASCADE ON DELETE CASCADE,
  content text NOT NULL,  -- Sealed.
  expires_at timestamptz(3) NOT NULL
);
-- Erasing: forms that have expired.
CREATE INDEX typed_form_expires_at_idx ON typed_form (expires_at);
-- The cases that somebody has begun at the reception (lib/server/booking/reception/cases.ts).
CREATE INDEX typed_form_user_id_idx ON typed_form (user_id);

-- A sign-in code sent by e-mail, of the browser that asked for it (by hash).
CREATE TABLE sign_in_code (
  browser text PRIMARY KEY,
  user_id uuid,  -- Empty when no account has the address that was typed.
  code text NOT NULL,  -- By hash.
  expires_at timestamptz(3) NOT NULL,
  tries integer NOT NULL DEFAULT 0,
  nonce uuid,  -- Made by chance; the code is derived from it. None of a sign-in link.
  language text,  -- Of the mail.
  -- The mail is written in a language of the team’s pages.
  CONSTRAINT sign_in_code_language CHECK (language IN ('fr', 'en')),
  -- After five wrong tries a code is void.
  CONSTRAINT sign_in_code_tries CHECK (tries BETWEEN 0 AND 5),
  -- A code is of an account, and goes with it.
  CONSTRAINT sign_in_code_of_account FOREIGN KEY (user_id) REFERENCES user_account(id) ON UPDATE CASCADE ON DELETE CASCADE
);
-- Erasing: codes that have expired.
CREATE INDEX sign_in_code_expires_at_idx ON sign_in_code (expires_at);
-- The sending of a mail finds its code by the nonce, of which each code has its own (lib/server/auth/sign-in-code.ts).
CREATE UNIQUE INDEX sign_in_code_nonce_key ON sign_in_code (nonce);
-- The codes of an account end when its roles are taken away (lib/server/auth/people/role-wanted.ts).
CREATE INDEX sign_in_code_user_id_idx ON sign_in_code (user_id);

-- A role of an account in an organisation, at every place or at those of membership_place alone, until it ends.
CREATE TABLE membership (
  user_id uuid REFERENCES user_account ON UPDATE CASCADE ON DELETE CASCADE,
  organisation_id uuid REFERENCES organisation ON UPDATE CASCADE ON DELETE RESTRICT,
  -- `contact`: on site at a place, reads when half-days are held. `civic-service`: receives people, plans nothing.
  role text,
  -- If not, it holds at the places of membership_place, and nowhere without one.
  every_place boolean NOT NULL DEFAULT true,
  ends_at timestamptz(3),  -- From then on the role gives nothing; empty: no end.
  given_at timestamptz(3) NOT NULL DEFAULT now(),  -- When it was given, or given again after it had ended.
  starts_at timestamptz(3),  -- From then on the role gives something; empty: since it was given.
  PRIMARY KEY (user_id, organisation_id, role),
  -- A role ends after it begins.
  CONSTRAINT membership_ends_after_it_begins CHECK (starts_at IS NULL OR ends_at IS NULL OR starts_at < ends_at),
  -- A role is one of docs/architecture.md#access.
  CONSTRAINT membership_role CHECK (role IN ('reception', 'conseiller', 'civic-service', 'coordinator', 'contact', 'partner', 'administrator')),
  -- Only a role that receives people may begin later: one that leads begins when it is given.
  CONSTRAINT membership_that_begins_later CHECK (starts_at IS NULL OR role IN ('conseiller', 'civic-service'))
);
-- The people of an organisation, read on every page of its planning.
CREATE INDEX membership_organisation_id_idx ON membership (organisation_id);

-- A place to which a role is narrowed; also a place of another organisation, where one's own holds half-days.
CREATE TABLE membership_place (
  user_id uuid,
  organisation_id uuid,
  role text,
  place_id uuid,
  PRIMARY KEY (user_id, organisation_id, role, place_id),
  -- A role is narrowed to places in the organisation in which it is held, and its places go with it.
  CONSTRAINT membership_place_user_id_organisation_id_role_fkey FOREIGN KEY (user_id, organisation_id, role) REFERENCES membership(user_id, organisation_id, role) ON UPDATE CASCADE ON DELETE CASCADE
);
-- A place that is deleted takes these rows along.
CREATE INDEX membership_place_place_id_idx ON membership_place (place_id);

-- When somebody usually works for an organisation.
CREATE TABLE working_hours (
  user_id uuid REFERENCES user_account ON UPDATE CASCADE ON DELETE CASCADE,
  organisation_id uuid REFERENCES organisation ON UPDATE CASCADE ON DELETE RESTRICT,
  weekday integer,  -- 1 is Monday.
  start_minute integer,  -- Minutes of the day, as `end_minute`.
  end_minute integer NOT NULL,
  PRIMARY KEY (user_id, organisation_id, weekday, start_minute),
  -- The hours of somebody on one weekday do not overlap.
  CONSTRAINT working_hours_no_overlap EXCLUDE USING gist (user_id WITH =, organisation_id WITH =, weekday WITH =, int4range(start_minute, end_minute) WITH &&),
  -- Hours begin and end on one day of the week.
  CONSTRAINT working_hours_span CHECK (0 <= start_minute AND start_minute < end_minute AND end_minute <= 1440),
  CONSTRAINT working_hours_weekday CHECK (weekday BETWEEN 1 AND 7)
);

-- A topic that somebody knows, for an organisation; whoever has no row knows every topic.
CREATE TABLE skill (
  user_id uuid REFERENCES user_account ON UPDATE CASCADE ON DELETE CASCADE,
  organisation_id uuid REFERENCES organisation ON UPDATE CASCADE ON DELETE RESTRICT,
  topic_key text,
  PRIMARY KEY (user_id, organisation_id, topic_key),
  -- A topic is named by its key, never in words that somebody typed.
  CONSTRAINT skill_topic_key CHECK (topic_key ~ '^[a-z0-9]+(-[a-z0-9]+)*$')
);

-- An invitation to a role. Its secret and its code are derived from id and generation; of the code a keyed hash is
-- kept.
CREATE TABLE invitation (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL REFERENCES organisation ON UPDATE CASCADE ON DELETE RESTRICT,
  email text NOT NULL,
  role text NOT NULL,
  every_place boolean NOT NULL DEFAULT true,  -- If not, the role holds at the places of invitation_place.
  role_ends_at timestamptz(3),
  languages text[] NOT NULL DEFAULT '{}',
  generation integer NOT NULL DEFAULT 1,  -- Raised when it is sent anew: the former address and code open nothing.
  code text NOT NULL,  -- Keyed hash.
  created_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  accepted_at timestamptz(3),
  withdrawn_at timestamptz(3),
  language text,  -- Of the mail.
  -- The address can be written to, and stands in small letters, so that it is found again.
  CONSTRAINT invitation_email CHECK (length(email) <= 254 AND email = lower(email) AND email ~ '^[^[:space:]@]+@[^[:space:]@]+$'),
  -- An invitation expires after it was made.
  CONSTRAINT invitation_expires_later CHECK (expires_at > created_at),
  -- An invitation is accepted or withdrawn, never both.
  CONSTRAINT invitation_is_answered_once CHECK (accepted_at IS NULL OR withdrawn_at IS NULL),
  -- The mail is in a language of the team’s pages, and the role is one that membership knows.
  CONSTRAINT invitation_language CHECK (language IN ('fr', 'en')),
  CONSTRAINT invitation_role CHECK (role IN ('reception', 'conseiller', 'civic-service', 'coordinator', 'contact', 'partner', 'administrator'))
);
-- A code opens one invitation; whoever types it is looked for by it.
CREATE UNIQUE INDEX invitation_code_key ON invitation (code);
-- Erasing: invitations, 30 days after they expired.
CREATE INDEX invitation_expires_at_idx ON invitation (expires_at);
-- A message about an invitation refers to it together with its organisation (outbox_of_its_invitation).
CREATE UNIQUE INDEX invitation_id_organisation_id_key ON invitation (id, organisation_id);
-- An address has one open invitation in an organisation: a second one is the first, renewed.
CREATE UNIQUE INDEX invitation_one_open ON invitation (organisation_id, email) WHERE accepted_at IS NULL AND withdrawn_at IS NULL;

-- A place to which the role of an invitation is narrowed.
CREATE TABLE invitation_place (
  invitation_id uuid REFERENCES invitation ON UPDATE CASCADE ON DELETE CASCADE,
  place_id uuid,
  PRIMARY KEY (invitation_id, place_id)
);
-- A place that is deleted takes these rows along.
CREATE INDEX invitation_place_place_id_idx ON invitation_place (place_id);

-- An invitation to become an organisation or a partner of the installation; without an inviter that of the first start,
-- which has no end. Its secret and its code are derived from id and generation; of the code a keyed hash is kept.
CREATE TABLE organisation_invitation (
  id uuid PRIMARY KEY,
  -- The organisation that hosts; empty in the first start.
  inviter_id uuid REFERENCES organisation ON UPDATE CASCADE ON DELETE RESTRICT,
  becomes text NOT NULL,
  email text,
  generation integer NOT NULL DEFAULT 1,  -- Raised when it is sent anew.
  code text NOT NULL,  -- Keyed hash.
  created_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3),
  accepted_at timestamptz(3),
  withdrawn_at timestamptz(3),
  made_id uuid REFERENCES organisation ON UPDATE CASCADE ON DELETE RESTRICT,  -- The organisation that was made with it.
  language text,  -- Of the mail.
  -- Who accepts becomes an organisation or a partner.
  CONSTRAINT organisation_invitation_becomes CHECK (becomes IN ('organisation', 'partner')),
  -- The address can be written to, and stands in small letters, so that it is found again.
  CONSTRAINT organisation_invitation_email CHECK (length(email) <= 254 AND email = lower(email) AND email ~ '^[^[:space:]@]+@[^[:space:]@]+$'),
  -- An invitation expires after it was made.
  CONSTRAINT organisation_invitation_expires_later CHECK (expires_at > created_at),
  -- An invitation is accepted or withdrawn, never both.
  CONSTRAINT organisation_invitation_is_answered_once CHECK (accepted_at IS NULL OR withdrawn_at IS NULL),
  -- The mail is in a language of the team’s pages.
  CONSTRAINT organisation_invitation_language CHECK (language IN ('fr', 'en')),
  -- An accepted invitation names the organisation that it made.
  CONSTRAINT organisation_invitation_made_an_organisation CHECK (accepted_at IS NULL OR made_id IS NOT NULL),
  -- Only the first start has no inviter: it makes an organisation, is sent to nobody and has no end.
  CONSTRAINT organisation_invitation_of_the_first_start CHECK (
      (inviter_id IS NULL) = (expires_at IS NULL) AND (inviter_id IS NOT NULL OR becomes = 'organisation' AND email IS NULL)
    )
);
-- A code opens one invitation; whoever types it is looked for by it.
CREATE UNIQUE INDEX organisation_invitation_code_key ON organisation_invitation (code);
-- Erasing: invitations, 30 days after they expired.
CREATE INDEX organisation_invitation_expires_at_idx ON organisation_invitation (expires_at);
-- There is one open invitation of the first start.
CREATE UNIQUE INDEX organisation_invitation_one_first_start ON organisation_invitation ((inviter_id IS NULL))
  WHERE inviter_id IS NULL AND accepted_at IS NULL AND withdrawn_at IS NULL;
-- An address has one open invitation.
CREATE UNIQUE INDEX organisation_invitation_one_open ON organisation_invitation (email) WHERE accepted_at IS NULL AND withdrawn_at IS NULL;

-- A bearer token of an account. The token is derived from id and generation, so that it is not stored
-- (docs/api.md#secrets).
CREATE TABLE api_token (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES user_account ON UPDATE CASCADE ON DELETE CASCADE,
  name text NOT NULL,
  generation integer NOT NULL DEFAULT 1,  -- Raised to end the former token.
  created_at timestamptz(3) NOT NULL,
  revoked_at timestamptz(3),
  scopes text[] NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  last_used_at timestamptz(3),  -- To the hour, so that a request seldom writes.
  -- A token ends after it was made.
  CONSTRAINT api_token_ends_later CHECK (expires_at > created_at),
  -- A token may be used for something, and for known scopes alone.
  CONSTRAINT api_token_scopes CHECK (cardinality(scopes) > 0 AND scopes <@ ARRAY['read', 'line', 'booking', 'planning', 'people'])
);
-- The tokens of an account, which its person lists.
CREATE INDEX api_token_user_id_idx ON api_token (user_id);

-- A kiosk, a room screen or a tablet of one place.
CREATE TABLE device (
  id uuid PRIMARY KEY,
  place_id uuid NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  generation integer NOT NULL DEFAULT 1,  -- Raised when it is revoked: its cookie opens nothing.
  enrol_code text,  -- A proof of the code, never the code itself (lib/server/auth/devices.ts).
  enrol_until timestamptz(3),
  enrolled_at timestamptz(3),
  last_heard_at timestamptz(3),
  revoked_at timestamptz(3),
  organisation_id uuid NOT NULL,  -- That of the place (docs/decisions/organisations.md).
  -- A code to enrol a device has an end.
  CONSTRAINT device_code_has_an_end CHECK ((enrol_code IS NULL) = (enrol_until IS NULL)),
  -- A device is a kiosk at the door, a screen of the room, or a tablet.
  CONSTRAINT device_kind CHECK (kind IN ('kiosk', 'screen', 'tablet'))
);
-- A code enrols one device, which is looked for by it (lib/server/auth/devices.ts).
CREATE UNIQUE INDEX device_enrol_code_key ON device(enrol_code);
-- The devices of a place (lib/server/auth/managed-devices.ts).
CREATE INDEX device_place_id_idx ON device(place_id);
-- Erasing: the names of devices, 30 days after they were revoked.
CREATE INDEX device_revoked_with_name ON device (revoked_at) WHERE revoked_at IS NOT NULL AND name <> '';

-- How often somebody used what is limited, until a moment (lib/server/edge/rate-limit.ts): the columns that
-- rate-limiter-flexible writes. `key`: what is counted, and a keyed hash of whose.
CREATE TABLE rate_limit (
  key character varying(255) PRIMARY KEY,
  points integer NOT NULL DEFAULT 0,
  expire bigint NOT NULL,  -- Milliseconds since 1970, by the machine's clock.
  -- What is counted stands under a keyed hash, never under an address, a telephone or an account as it is.
  CONSTRAINT rate_limit_key_is_hashed CHECK (key ~ '^[a-z-]+:[A-Za-z0-9_-]{43}$')
);
-- Erasing: counts that have expired.
CREATE INDEX rate_limit_expire_idx ON rate_limit (expire);

-- What the first request with an idempotency key led to, kept for 30 days: a repeated request gets the same answer
-- (docs/api.md#idempotency).
CREATE TABLE idempotency_key (
  scope text,  -- The call, and who made it.
  key uuid,
  request_hash text NOT NULL,  -- Keyed: the same key with another request is refused.
  outcome_kind text NOT NULL,
  outcome_id uuid NOT NULL,  -- The row that was made.
  created_at timestamptz(3) NOT NULL,
  PRIMARY KEY (scope, key)
) WITH (autovacuum_vacuum_scale_factor=0.02, autovacuum_vacuum_threshold=1000);
-- Erasing: outcomes, after 30 days.
CREATE INDEX idempotency_key_created_at_idx ON idempotency_key(created_at);

-- Who changed what outside the line, and when. Rows are appended and never edited. Divided into months.
CREATE TABLE journal (
  id bigserial,
  organisation_id uuid NOT NULL REFERENCES organisation ON UPDATE CASCADE ON DELETE RESTRICT,
  place_id uuid,
  permanence_id uuid,
  actor text NOT NULL,
  act text NOT NULL,
  data jsonb NOT NULL,  -- Ids, words and numbers; the names are looked up when it is read.
  at timestamptz(3),
  PRIMARY KEY (id, at),
  -- An act is a word in small letters with hyphens.
  CONSTRAINT journal_act CHECK (act ~ '^[a-z]+(-[a-z]+)*$' AND length(act) <= 40),
  -- Who acted is an account, a device or a door by its id, or a kind of person, never a name.
  CONSTRAINT journal_actor CHECK (actor ~ '^((staff|device|door):[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|resident|anonymous|share)$'),
  -- Entries are never edited, so nobody's name, contact or message may enter them, however deep in the data.
  CONSTRAINT journal_tells_nobody CHECK (NOT jsonb_path_exists(data, '$.** ? (exists(@.name) || exists(@.phone) || exists(@.email) || exists(@.message ? (@ <> "")))'))
) PARTITION BY RANGE (at);
-- The history of a half-day (lib/server/planning/read-history.ts).
CREATE INDEX journal_of_permanence ON journal (permanence_id, at) WHERE permanence_id IS NOT NULL;
-- The history of a place, by the same file.
CREATE INDEX journal_of_place ON journal (place_id, at) WHERE place_id IS NOT NULL;
-- The journal of an organisation, the latest entries first (lib/server/journal/read-journal.ts).
CREATE INDEX journal_organisation_id_at_idx ON journal (organisation_id, at);


-- Refuses to delete an account: what its person did has an author for years. A CHECK does not see a deletion.
CREATE FUNCTION refuse_deleting_an_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'accounts are anonymised, never deleted' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'user_account_never_deleted';
END $$;
CREATE TRIGGER user_account_never_deleted BEFORE DELETE ON user_account FOR EACH ROW EXECUTE FUNCTION refuse_deleting_an_account();

-- Refuses to end the last role by which an organisation can give every role: an administrator at every place, without
-- an
-- end. A CHECK sees one row and not the others. Of two that are ended at once the second waits for the first one's
-- transaction, and then finds nobody left.
CREATE FUNCTION keep_an_administrator() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.role <> 'administrator' OR NOT OLD.every_place OR OLD.ends_at IS NOT NULL THEN RETURN NULL; END IF;
  IF TG_OP = 'UPDATE' AND NEW.role = 'administrator' AND NEW.every_place AND NEW.ends_at IS NULL
    AND NEW.organisation_id = OLD.organisation_id THEN RETURN NULL; END IF;
  PERFORM 1 FROM organisation WHERE id = OLD.organisation_id AND runs_permanences FOR NO KEY UPDATE;
  IF FOUND AND NOT EXISTS (
    SELECT FROM membership AS m JOIN user_account AS u ON u.id = m.user_id
    WHERE m.organisation_id = OLD.organisation_id AND m.role = 'administrator' AND m.every_place AND m.ends_at IS NULL
      AND u.anonymised_at IS NULL) THEN
    RAISE EXCEPTION 'an organisation keeps an administrator' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'membership_keeps_an_administrator';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER membership_keeps_an_administrator AFTER UPDATE OR DELETE ON membership FOR EACH ROW EXECUTE FUNCTION keep_an_administrator();

-- Refuses to change or delete rows of a table that is only added to; a CHECK does not see what was there before. A
-- trigger is copied to each partition under its own name, which is the name of the rule.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is only added to', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
END $$;
CREATE TRIGGER journal_append_only BEFORE UPDATE OR DELETE ON journal FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Where no organisation hosts, the earliest organisation with an administrator who can give every role hosts from now
-- on.
CREATE FUNCTION choose_host() RETURNS void LANGUAGE sql AS $$
  UPDATE organisation SET hosts = true
  WHERE NOT EXISTS (SELECT FROM organisation WHERE hosts) AND id = (
    SELECT o.id FROM organisation AS o
    WHERE o.runs_permanences AND EXISTS (
      SELECT FROM membership AS m JOIN user_account AS u ON u.id = m.user_id
      WHERE m.organisation_id = o.id AND m.role = 'administrator' AND m.every_place AND m.ends_at IS NULL AND u.anonymised_at IS NULL)
    ORDER BY o.id LIMIT 1)
$$;
