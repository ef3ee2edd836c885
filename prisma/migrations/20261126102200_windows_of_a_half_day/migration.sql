SET LOCAL lock_timeout = '2s';

-- Whether these are windows of so many minutes: [{ from, to, mode }], whole minutes from the start, 0 <= from < to <= minutes,
-- and a mode of docs/line.md#the-half-day. In a strict path what is missing or of another type makes the condition unknown,
-- and the window is not counted.
CREATE FUNCTION windows_fit(windows jsonb, minutes numeric) RETURNS boolean LANGUAGE sql IMMUTABLE RETURN
  CASE WHEN jsonb_typeof(windows) = 'array' THEN
    jsonb_array_length(windows) = jsonb_array_length(jsonb_path_query_array(
      windows,
      'strict $[*] ? (@.from >= 0 && @.from == @.from.floor() && @.from < @.to && @.to == @.to.floor() && @.to <= $minutes
         && (@.mode == "walk-in" || @.mode == "appointment" || @.mode == "mixed"))',
      jsonb_build_object('minutes', minutes)))
  ELSE false END;

-- Acts write to a half-day, so one whose windows do not fit could not go on once the constraint stands: it is named before.
DO $$
DECLARE
  wrong text;
BEGIN
  SELECT string_agg(what, ', ') INTO wrong FROM (
    SELECT 'half-day ' || id AS what FROM permanence WHERE NOT windows_fit(windows,
      extract(epoch FROM greatest(ends_at - starts_at, (ends_at AT TIME ZONE time_zone) - (starts_at AT TIME ZONE time_zone))) / 60)
    UNION ALL SELECT 'series ' || id FROM series WHERE NOT windows_fit(windows, end_minute - start_minute)
    LIMIT 20) AS found;
  IF wrong IS NOT NULL THEN
    RAISE EXCEPTION 'The windows do not fit the hours of: %. Correct their windows or hours, then start again.', wrong;
  END IF;
END $$;
