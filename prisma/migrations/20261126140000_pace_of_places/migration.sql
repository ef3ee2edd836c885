SET LOCAL lock_timeout = '2s';

-- How fast the line of each place goes, learned from its past half-days (docs/line.md#waiting-time). `by_topic`: minutes of a
-- help by topic; `factor`: those of another topic, or of none, as a multiple of the default. A place without a row has the
-- defaults. `stale`: a half-day of the place was counted since. It tells nobody: sums and quantiles of at least one half-day.
CREATE TABLE place_pace (
  place_id uuid NOT NULL,
  by_topic jsonb NOT NULL DEFAULT '{}',
  factor double precision NOT NULL DEFAULT 1,
  between_helps double precision NOT NULL DEFAULT 2,
  leaving double precision NOT NULL DEFAULT 0.003,
  vanishing double precision NOT NULL DEFAULT 0.003,
  below double precision NOT NULL DEFAULT 1.2,
  above double precision NOT NULL DEFAULT 0.8,
  helps int NOT NULL DEFAULT 0,
  mean_help double precision NOT NULL DEFAULT 0,
  calls int NOT NULL DEFAULT 0,
  calls_inside int NOT NULL DEFAULT 0,
  stale boolean NOT NULL DEFAULT true,
  CONSTRAINT place_pace_pkey PRIMARY KEY (place_id),
  CONSTRAINT place_pace_place_id_fkey FOREIGN KEY (place_id) REFERENCES place (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT place_pace_by_topic CHECK (
    jsonb_typeof(by_topic) = 'object' AND NOT jsonb_path_exists(by_topic, 'strict $.* ? (!(@.type() == "number" && @ > 0))')),
  CONSTRAINT place_pace_is_a_pace CHECK (
    factor > 0 AND between_helps >= 0 AND leaving >= 0 AND vanishing >= 0 AND below > 0 AND above > 0),
  CONSTRAINT place_pace_counts CHECK (helps >= 0 AND mean_help >= 0 AND calls >= 0 AND calls_inside BETWEEN 0 AND calls)
);
CREATE INDEX place_pace_stale ON place_pace (place_id) WHERE stale;

-- What a person was told with their number: the range in minutes, as announced, and the quantiles that it was made from.
ALTER TABLE visit
  ADD COLUMN told_low smallint,
  ADD COLUMN told_high smallint,
  ADD COLUMN forecast_tenth real,
  ADD COLUMN forecast_middle real,
  ADD COLUMN forecast_ninetieth real;
ALTER TABLE visit ADD CONSTRAINT visit_told_as_forecast CHECK (
  num_nulls(told_low, told_high, forecast_tenth, forecast_middle, forecast_ninetieth) IN (0, 5)
  AND (told_low IS NULL OR (0 <= told_low AND told_low < told_high AND forecast_tenth <= forecast_middle AND forecast_middle <= forecast_ninetieth))
) NOT VALID;
