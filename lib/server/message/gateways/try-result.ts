import type { LostAnswer, AfterLostAnswer, SendResult } from "./gateway.ts";

/**
 * What became of a try, as the rule of tries asks. `busy`: not sent, or sent at most once if it is handed over again.
 * `lost`: nobody knows whether it was sent.
 */
export type TryResult = "accepted" | "refused" | "busy" | "lost";

/**
 * What became of a try with a gateway, for the rule that says when the next one is. A lost answer is no trouble where
 * the same tag is not sent twice: the next try is safe, and so is every one within the hours for which that holds,
 * after which no message is tried any more.
 */
export function resultOfTry({ kind }: SendResult, lost: AfterLostAnswer): TryResult {
  if (kind === "unknown") return lost.by === "repeating" ? "busy" : "lost";
  return kind === "again" ? "busy" : kind;
}

/** What a gateway said about a lost try, for the same rule. */
export const foundOf = ({ kind }: LostAnswer): "has-it" | "has-it-not" | "cannot-say" =>
  kind === "sent" ? "has-it" : kind === "not-known" ? "has-it-not" : kind;
