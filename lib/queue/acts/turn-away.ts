import { accept, type Result } from "#lib/result.ts";
import type { SentAct } from "#lib/queue/line/envelope.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
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

export type TurnedAwayFacts = {
  readonly reason: TurnAwayReason;
  readonly topic?: string;
  readonly language?: string;
  readonly target?: ReferralTarget;
};

export type TurnAway = { readonly type: "turn-away" } & TurnedAwayFacts;

/** `turnAway`: the id of the command that counted the person. */
export type UndoTurnAway = { readonly type: "undo-turn-away"; readonly turnAway: string };

export type TurnAwayUndone = { readonly type: "turn-away-undone"; readonly turnAway: string };

/**
 * The person got a number after all, or was counted by mistake. No line holds the count, so its row says whether it is
 * too late.
 */
export const undoTurnAway = (
  _: LineState,
  { turnAway: counted }: SentAct<UndoTurnAway>,
): Result<readonly TurnAwayUndone[], never> => accept([{ type: "turn-away-undone", turnAway: counted }]);

export type TurnedAway = { readonly type: "turned-away" } & TurnedAwayFacts;

/**
 * A person at the door who cannot be served here today is counted, also before numbers are given and after they were
 * stopped.
 */
export const turnAway = (
  _: LineState,
  { reason, topic, language, target }: SentAct<TurnAway>,
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
