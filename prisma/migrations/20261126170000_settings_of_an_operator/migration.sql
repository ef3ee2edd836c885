SET LOCAL lock_timeout = '2s';

-- The contrast of white text on a colour #rrggbb, from 1 to 21 (WCAG 2.2, relative luminance). The weights are of the linear
-- red, green and blue.
CREATE FUNCTION contrast_with_white(colour text) RETURNS numeric LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT round((1.05 / (0.05 + sum(weight * CASE WHEN part <= 0.04045 THEN part / 12.92 ELSE power((part + 0.055) / 1.055, 2.4) END)))::numeric, 2)
  FROM (SELECT get_byte(decode(substring(colour FROM 2), 'hex'), channel)::double precision / 255 AS part, weight
        FROM (VALUES (0, 0.2126), (1, 0.7152), (2, 0.0722)) AS weights (channel, weight)) AS parts
$$;

-- What an operator says of itself on its pages, posters, mails and in its API. `service_name` is what residents read at the top
-- of a page (« Aide numérique Rennes »); the organisation keeps its own name (« Ville de Rennes »). An operator without a row is
-- named by its organisation.
CREATE TABLE operator_settings (
  organisation_id uuid NOT NULL,
  service_name text NOT NULL,
  accent text,
  department text,
  written_mail text,
  written_sms text,
  sign_relay text,
  publisher text,
  director text,
  host text,
  CONSTRAINT operator_settings_pkey PRIMARY KEY (organisation_id),
  CONSTRAINT operator_settings_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT operator_settings_service_name CHECK (length(service_name) BETWEEN 1 AND 60 AND service_name !~ '[[:cntrl:]]'),
  CONSTRAINT operator_settings_accent_is_a_colour CHECK (accent ~ '^#[0-9a-f]{6}$'),
  CONSTRAINT operator_settings_accent_can_be_read CHECK (accent !~ '^#[0-9a-f]{6}$' OR contrast_with_white(accent) >= 4.5),
  CONSTRAINT operator_settings_department CHECK (department ~ '^([0-9]{2}|2[AB]|97[1-8]|98[4678])$'),
  CONSTRAINT operator_settings_written_mail CHECK (length(written_mail) <= 254 AND written_mail ~ '^[^[:space:]@]+@[^[:space:]@]+$'),
  CONSTRAINT operator_settings_written_sms CHECK (written_sms ~ '^\+[1-9][0-9]{6,14}$'),
  CONSTRAINT operator_settings_sign_relay CHECK (length(sign_relay) <= 500 AND sign_relay ~ '^https://[^[:space:]]+$'),
  CONSTRAINT operator_settings_legal_lines CHECK (length(publisher) <= 200 AND length(director) <= 200 AND length(host) <= 500)
);

-- The logo, apart, so that the settings are read without it. `etag`: a hash of the picture, in its address.
CREATE TABLE operator_logo (
  organisation_id uuid NOT NULL,
  media_type text NOT NULL,
  picture bytea NOT NULL,
  etag text NOT NULL,
  CONSTRAINT operator_logo_pkey PRIMARY KEY (organisation_id),
  CONSTRAINT operator_logo_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES operator_settings (organisation_id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT operator_logo_media_type CHECK (media_type IN ('image/png', 'image/svg+xml')),
  CONSTRAINT operator_logo_is_small CHECK (octet_length(picture) BETWEEN 1 AND 262144)
);
