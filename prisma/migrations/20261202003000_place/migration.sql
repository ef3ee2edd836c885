-- The module place: places where permanences are held, who is on site, and what hangs at their doors.

-- The words of a text with spaces between them: small Latin letters without accents, and digits; « St » and « Ste »
-- written out. lib/place/plain-words.ts says the same of what a person types. The body is resolved now, so that it
-- holds under any search_path; a function with SET is not written out into the plan, and keeps its cost.
CREATE FUNCTION plain_words(written text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000 SET search_path = pg_catalog
RETURN regexp_replace(
  trim(BOTH ' ' FROM regexp_replace(
    lower(replace(replace(replace(replace(replace(replace(
      regexp_replace(normalize(written, NFD) COLLATE "C", '[\u0300-\u036f]', '', 'g'),
      'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae'), 'ß', 'ss'), 'ẞ', 'ss')),
    '[^a-z0-9]+', ' ', 'g')),
  '\mst(e?)\M', 'saint\1', 'g');

-- The words by which a place is searched: its name, its town and its postal code.
CREATE FUNCTION place_words(name text, city text, postal_code text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 5000 SET search_path = pg_catalog
RETURN array_to_tsvector(string_to_array(plain_words(name || ' ' || city || ' ' || postal_code), ' '));

-- A place where permanences are held. Its time zone and holiday region decide what "Monday at 9" means there.
CREATE TABLE place (
  id uuid PRIMARY KEY,
  -- Who lends the room; another organisation may hold half-days there.
  organisation_id uuid NOT NULL REFERENCES organisation ON UPDATE CASCADE ON DELETE RESTRICT,
  slug text NOT NULL,
  name text NOT NULL,
  short_name text NOT NULL,
  address text NOT NULL,
  city text NOT NULL,
  postal_code text NOT NULL,
  latitude double precision NOT NULL,
  longitude double precision NOT NULL,
  time_zone text NOT NULL DEFAULT 'Europe/Paris',
  holiday_region text NOT NULL,  -- Whose public holidays are kept.
  -- Whether Good Friday is a holiday there, as in some communes of Alsace and Moselle.
  good_friday boolean NOT NULL DEFAULT true,
  phone text,
  languages text[] DEFAULT '{}',
  wheelchair boolean,
  transport text,
  opening_hours text,
  national_id text,  -- Its id in the national list of places.
  pivot text,  -- Number that the national list gives to its organisation (SIRET or RNA).
  source text,  -- Who wrote it into the national list, and when.
  source_date date,
  door_generation integer NOT NULL DEFAULT 1,  -- Raised to make the former code at the door invalid.
  -- From here on values of the lists of the national schema (lib/place/national-vocabulary.ts); empty means unknown.
  audiences text[] DEFAULT '{}',
  fees text[] DEFAULT '{}',
  -- The values of the national file at the last import. A column that differs was changed here, and the next import
  -- keeps it.
  imported jsonb,
  programmes text[] DEFAULT '{}',
  services text[] DEFAULT '{}',
  special_care text[] DEFAULT '{}',
  support text[] DEFAULT '{}',
  insee_code text NOT NULL DEFAULT '',  -- Of the commune that city and postal code name; empty when they name none.
  -- Minutes before an hour until which anybody may book it alone (docs/booking.md#shortest-notice).
  booking_notice integer NOT NULL DEFAULT 30,
  hidden boolean NOT NULL DEFAULT false,  -- On no public page and in no search; the team goes on seeing it.
  door_opener text,  -- Who opens the door; for the team alone.
  -- The shortest notice is a week at most.
  CONSTRAINT place_booking_notice CHECK (booking_notice BETWEEN 0 AND 10080),
  -- Who opens the door is said in 300 characters at most, or not at all.
  CONSTRAINT place_door_opener CHECK (length(door_opener) BETWEEN 1 AND 300),
  -- Codes are French ones: five digits, and 2A or 2B for a commune of Corsica.
  CONSTRAINT place_insee_code CHECK (insee_code ~ '^((\d\d|2[AB])\d{3})?$'),
  CONSTRAINT place_postal_code CHECK (postal_code ~ '^[0-9]{5}$'),
  -- The name in an address is made of small letters, digits and single hyphens.
  CONSTRAINT place_slug CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$')
);
-- The list of all places, town by town. Communes of one name stand one after the other.
CREATE INDEX place_by_town ON place (plain_words(city) COLLATE "C", insee_code, plain_words(name) COLLATE "C", id);
-- The search for places by their words (lib/server/schedule/find-places.ts). Without a list of pending entries, which
-- every search would read to its end.
CREATE INDEX place_by_words ON place USING gin (place_words(name, city, postal_code)) WITH (fastupdate = off);
-- The places of a town whose commune is not known (lib/server/booking/find-soonest-half-days.ts).
CREATE INDEX place_city_idx ON place(city);
-- Places on no public page: what comes next in the country is read in the order of time, without half-days at these
-- (lib/server/schedule/read-coming.ts).
CREATE INDEX place_hidden ON place (id) WHERE hidden;
-- Devices and closures of a place refer to it together with its organisation, and go with it to another one.
CREATE UNIQUE INDEX place_id_organisation_id_key ON place (id, organisation_id);
-- The places of a town.
CREATE INDEX place_insee_code_idx ON place (insee_code);
-- The list of places of the API, page by page.
CREATE INDEX place_name_id_idx ON place (name, id);
-- A place of the national list is imported once.
CREATE UNIQUE INDEX place_national_id_key ON place(national_id);
-- The nearest first: in Mercator's projection distances around a point grow alike in every direction, anywhere on
-- earth.
CREATE INDEX place_nearest ON place USING gist (point(longitude, degrees(asinh(tan(radians(latitude))))));
-- The places of an organisation by name, for its planning and its pages.
CREATE INDEX place_organisation_id_name_id_idx ON place (organisation_id, name, id);
-- The name in an address is that of one place.
CREATE UNIQUE INDEX place_slug_key ON place(slug);

-- Somebody on site, named by their role there; for the team alone.
CREATE TABLE place_contact (
  id uuid PRIMARY KEY,
  place_id uuid NOT NULL REFERENCES place ON UPDATE CASCADE ON DELETE CASCADE,
  role_name text NOT NULL,
  phone text,
  email text,
  -- A contact on site can be reached.
  CONSTRAINT place_contact_can_be_reached CHECK (phone IS NOT NULL OR email IS NOT NULL),
  -- Mails and calls can be sent: a mail address, an international telephone number.
  CONSTRAINT place_contact_email CHECK (length(email) <= 254 AND email ~ '^[^[:space:]@]+@[^[:space:]@]+$'),
  CONSTRAINT place_contact_phone CHECK (phone ~ '^\+[1-9][0-9]{6,14}$'),
  -- A contact is named by a role of 80 characters at most.
  CONSTRAINT place_contact_role_name CHECK (length(role_name) BETWEEN 1 AND 80)
);
-- The contacts of a place, for its page and for the notice at its door.
CREATE INDEX place_contact_place_id_idx ON place_contact (place_id);

-- What the poster at the door of a place says, as it was when somebody of the team noted that they hung it up.
CREATE TABLE hung_poster (
  place_id uuid PRIMARY KEY REFERENCES place ON UPDATE CASCADE ON DELETE CASCADE,
  said jsonb NOT NULL,  -- Of each part a version.
  hung_at timestamptz(3) NOT NULL,
  -- The poster is kept part by part.
  CONSTRAINT hung_poster_says_parts CHECK (jsonb_typeof(said) = 'object')
);

-- Keys of tables of earlier files: passes, roles, invitations, addresses and changes of doors go with a place that is
-- deleted.
ALTER TABLE tablet_pass ADD CONSTRAINT tablet_pass_place_id_fkey FOREIGN KEY (place_id) REFERENCES place(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE membership_place ADD CONSTRAINT membership_place_place_id_fkey FOREIGN KEY (place_id) REFERENCES place(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE invitation_place ADD CONSTRAINT invitation_place_place_id_fkey FOREIGN KEY (place_id) REFERENCES place(id) ON UPDATE CASCADE ON DELETE CASCADE;
-- A device is of the organisation of its place, and goes with the place to another one.
ALTER TABLE device ADD CONSTRAINT device_of_its_organisation FOREIGN KEY (place_id, organisation_id) REFERENCES place(id, organisation_id) ON UPDATE CASCADE;
-- What is sent to a contact on site, or what they know, goes with them.
ALTER TABLE outbox ADD CONSTRAINT outbox_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES place_contact(id) ON UPDATE CASCADE ON DELETE CASCADE;
-- These too go with a place that is deleted.
ALTER TABLE short_link ADD CONSTRAINT short_link_place_id_fkey FOREIGN KEY (place_id) REFERENCES place(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE door_change ADD CONSTRAINT door_change_place_id_fkey FOREIGN KEY (place_id) REFERENCES place(id) ON UPDATE CASCADE ON DELETE CASCADE;
-- What a contact knows goes with them.
ALTER TABLE door_told ADD CONSTRAINT door_told_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES place_contact(id) ON UPDATE CASCADE ON DELETE CASCADE;

-- A new contact on site, or one with another e-mail, is told what their door says wrong already: its changes are
-- compared anew. A CHECK cannot write to another table.
CREATE FUNCTION note_doors_of_contact() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE door_change SET look_at = '1970-01-01T00:00:00Z' WHERE place_id = NEW.place_id;
  RETURN NULL;
END $$;
CREATE TRIGGER new_contact_is_told_of_their_door AFTER INSERT OR UPDATE OF email ON place_contact FOR EACH ROW WHEN (NEW.email IS NOT NULL) EXECUTE FUNCTION note_doors_of_contact();
