/** Why somebody could not be served and never had a number. */
export const TURN_AWAY_REASONS = [
  "full",
  "by-appointment",
  "closing",
  "other-service",
  "missing-paper",
  "language",
  "other",
] as const;

export type TurnAwayReason = (typeof TURN_AWAY_REASONS)[number];
