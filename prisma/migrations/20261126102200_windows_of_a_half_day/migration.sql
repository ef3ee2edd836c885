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

-- The longer of the elapsed time and the time on the place's clock: a rule from midnight to eight is an hour shorter when the
-- clocks go forward, and keeps its windows.
ALTER TABLE permanence ADD CONSTRAINT permanence_windows CHECK (windows_fit(windows,
  extract(epoch FROM greatest(ends_at - starts_at, (ends_at AT TIME ZONE time_zone) - (starts_at AT TIME ZONE time_zone))) / 60)) NOT VALID;
ALTER TABLE series ADD CONSTRAINT series_windows CHECK (windows_fit(windows, end_minute - start_minute)) NOT VALID;
