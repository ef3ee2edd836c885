SET LOCAL lock_timeout = '2s';

-- Places are searched by the words of their name, commune and postal code. The words are in the indexes alone: no column to fill,
-- and what the version of the application before this one inserts is found too. An index holds what these functions said when
-- its row was written: a rule is changed by new functions with new indexes, never in these.

-- The words of a text with spaces between them: small Latin letters without accents, and digits; « St » and « Ste » written out.
-- lib/place/plain-words.ts says the same of what a person types. The body is resolved now, so that it holds under any
-- search_path; a function with SET is not written out into the plan, and keeps its cost.
CREATE FUNCTION plain_words(written text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1000 SET search_path = pg_catalog
RETURN regexp_replace(
  trim(BOTH ' ' FROM regexp_replace(
    lower(replace(replace(replace(replace(replace(replace(
      regexp_replace(normalize(written, NFD) COLLATE "C", '[\u0300-\u036f]', '', 'g'),
      'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae'), 'ß', 'ss'), 'ẞ', 'ss')),
    '[^a-z0-9]+', ' ', 'g')),
  '\mst(e?)\M', 'saint\1', 'g');

CREATE FUNCTION place_words(name text, city text, postal_code text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 5000 SET search_path = pg_catalog
RETURN array_to_tsvector(string_to_array(plain_words(name || ' ' || city || ' ' || postal_code), ' '));
