import { accept, type Result } from "../../result.ts";
import type { Sent } from "../line/envelope.ts";
import type { LineState } from "../line/line-state.ts";
import type { ReferralTarget } from "./refer.ts";

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

type TurnedAwayFacts = {
  readonly reason: TurnAwayReason;
  readonly topic?: string;
  readonly language?: string;
  readonly target?: ReferralTarget;
};

export type TurnAway = { readonly type: "turn-away" } & TurnedAwayFacts;

export type TurnedAway = { readonly type: "turned-away" } & TurnedAwayFacts;

/** A person at the door who cannot be served here today is counted, also before numbers are given and after they were stopped. */
export const turnAway = (
  _: LineState,
  { reason, topic, language, target }: Sent<TurnAway>,
): Result<readonly TurnedAway[], never> =>
  accept([
    {
      type: "turned-away",
      reason,
      ...(topic !== undefined && { topic }),
      ...(language !== undefined && { language }),
      ...(target !== undefined && { target }),
    },
  ]);
