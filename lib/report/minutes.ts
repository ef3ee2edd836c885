import { minutesBetween, type Instant } from "#lib/time/instant.ts";

/** The durations that the national form offers, in minutes; any other is typed by hand, up to 23 h 59. */
export const DURATION_PRESETS = [15, 30, 45, 60, 90, 120] as const;

/** The longest duration that the national form takes, in minutes. */
export const LONGEST_REPORT = 23 * 60 + 59;

/** The preset nearest to these minutes; of two as near, the shorter. */
export const nearestPreset = (minutes: number): (typeof DURATION_PRESETS)[number] =>
  DURATION_PRESETS.reduce((nearest, preset) =>
    Math.abs(preset - minutes) < Math.abs(nearest - minutes) ? preset : nearest,
  );

/** The preset with which the report of this help begins: that nearest to what the clock says. */
export const presetOfHelp = (startedAt: Instant, endedAt: Instant): (typeof DURATION_PRESETS)[number] =>
  nearestPreset(minutesBetween(startedAt, endedAt));
